import { curveChart } from '../../../src/render/html/charts/curve.ts';
import { forestChart } from '../../../src/render/html/charts/forest.ts';
import { heatChart } from '../../../src/render/html/charts/heat.ts';
import { percentileChart } from '../../../src/render/html/charts/percentile.ts';
import { timelineAxis, timelinePanel } from '../../../src/render/html/charts/timeline.ts';
import { startPage } from '../client/page.ts';

startPage({
  percentile: percentileChart,
  panel: timelinePanel,
  axis: timelineAxis,
  curve: curveChart,
  heat: heatChart,
  forest: forestChart,
});
