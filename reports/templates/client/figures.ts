import type { Chart, View } from '../../../src/render/html/charts/drawing.ts';
import type { ChartKind, Charts } from '../../../src/render/html/charts/index.ts';
import type { State } from './state.ts';

/** A chart of the page with the data that it is drawn from. */
export interface LiveFigure {
  readonly host: HTMLElement;
  /** Draws its data. */
  readonly draw: (view: View) => Chart;
  chart: Chart;
}

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
    return [{ host, draw: (view: View) => chart(found.data, view), chart: { svg: '' } }];
  });
}

/** Draws a chart at the width that it has now, as the reader wants it. */
export function redraw(figure: LiveFigure, state: State): void {
  const { host, draw } = figure;
  const width = Math.max(NARROWEST, host.parentElement?.clientWidth ?? 0);
  const said = (name: string) => host.querySelector(`svg > ${name}`)?.textContent ?? '';
  figure.chart = draw({
    width,
    words: { title: said('title'), description: said('desc') },
    ...state,
  });
  host.dataset.live = '';
  host.innerHTML = figure.chart.svg;
  if (!figure.chart.read) return;
  host.tabIndex = 0;
  host.setAttribute('role', 'group');
  const zoom = figure.chart.time ? ' Drag to zoom, Escape to reset.' : '';
  host.setAttribute('aria-label', `${said('title')}. Arrow keys, Home and End read values.${zoom}`);
}
