import { cellsChart } from '../../../src/render/html/charts/cells.ts';
import { curveChart } from '../../../src/render/html/charts/curve.ts';
import { paretoChart } from '../../../src/render/html/charts/pareto.ts';
import { sweepChart } from '../../../src/render/html/charts/sweep.ts';
import { startPage } from '../client/page.ts';

startPage({ sweep: sweepChart, curve: curveChart, cells: cellsChart, pareto: paretoChart });
