import type { Chart, View } from '../../../src/render/html/charts/drawing.ts';
import type { ChartKind, Charts } from '../../../src/render/html/charts/index.ts';
import type { State } from './state.ts';

/** A chart of the page with the data that it is drawn from. */
export interface LiveFigure {
  readonly host: HTMLElement;
  /** Draws its data. */
  readonly draw: (view: View) => Chart;
  /** Charts over time share one axis. */
  readonly group: string;
  chart: Chart;
}

const OVER_TIME: ReadonlySet<ChartKind> = new Set(['panel', 'filePanel', 'axis']);
/** Below this width a chart says nothing any more. */
const NARROWEST = 280;

/** Finds the charts of the page by the data that stand at its end. */
export function findFigures(
  embedded: Readonly<Record<string, { readonly kind: ChartKind; readonly data: unknown }>>,
  charts: Partial<Charts>,
): LiveFigure[] {
  return [...document.querySelectorAll<HTMLElement>('[data-figure]')].flatMap((host) => {
    const found = embedded[host.dataset.figure ?? ''];
    const chart =
      found && (charts[found.kind] as ((data: unknown, view: View) => Chart) | undefined);
    if (!found || !chart) return [];
    const { kind, data } = found;
    const draw = (view: View) => chart(data, view);
    const group = OVER_TIME.has(kind) ? 'timeline' : kind;
    return [{ host, draw, group, chart: { svg: '' } }];
  });
}

/** Draws a chart at the width that it has now, as the reader wants it. */
export function redraw(figure: LiveFigure, state: State, zoomed: string | undefined): void {
  const { host, draw, group } = figure;
  const width = Math.max(NARROWEST, Math.floor(host.parentElement?.clientWidth ?? 0) || NARROWEST);
  figure.chart = draw({
    width,
    hidden: state.hidden,
    zoom: zoomed === group ? state.zoom : undefined,
    metric: state.metric,
    mode: state.mode,
    file: state.file,
    fit: state.fit,
  });
  host.dataset.live = '';
  host.innerHTML = figure.chart.svg;
  if (!figure.chart.read) return;
  const svg = host.querySelector('svg');
  const title = svg?.querySelector('title')?.textContent ?? '';
  host.tabIndex = 0;
  host.setAttribute('role', 'group');
  const zoom = figure.chart.time ? ' Drag to zoom, Escape to reset.' : '';
  host.setAttribute('aria-label', `${title}. Arrow keys, Home and End read values.${zoom}`);
}
