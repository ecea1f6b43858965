import { filePanel } from '../../../src/render/html/charts/file-panel.ts';
import { forestChart } from '../../../src/render/html/charts/forest.ts';
import { percentileChart } from '../../../src/render/html/charts/percentile.ts';
import { timelineAxis } from '../../../src/render/html/charts/timeline.ts';
import { trendChart } from '../../../src/render/html/charts/trend.ts';
import { startPage } from '../client/page.ts';

startPage({
  percentile: percentileChart,
  filePanel,
  axis: timelineAxis,
  forest: forestChart,
  trend: trendChart,
});
