import type { Plot, Reading } from '../../../src/render/html/charts/drawing.ts';
import { linearScale } from '../../../src/render/html/charts/scale.ts';
import { area, line } from '../../../src/render/html/charts/shapes.ts';
import type { LiveFigure } from './figures.ts';

/** Share of the axis that an arrow key goes. */
const STEP = 1 / 60;
/** A shorter drag was a click. */
const SHORTEST_DRAG = 8;

/** Crosshair and values under the pointer, by keys as well; a drag zooms into a time axis. */
export function readWithPointer(
  figure: LiveFigure,
  zoom: (range: readonly [number, number] | undefined) => void,
): void {
  const { host } = figure;
  const tip = make('div', '');
  tip.className = 'tip';
  tip.hidden = true;
  const live = document.querySelector<HTMLElement>('#live');
  let at: number | undefined;
  let dragFrom: number | undefined;

  const show = (x: number, byKey: boolean) => {
    const { plot, read } = figure.chart;
    if (!plot || !read) return;
    at = clamp(x, plot);
    const reading = read(at);
    if (!reading) return;
    crosshair(figure, reading.x, dragFrom);
    fillTip(tip, reading);
    if (tip.parentElement !== host) host.append(tip);
    tip.hidden = false;
    const width = tip.offsetWidth + 14;
    const left = reading.x + width > host.clientWidth ? reading.x - width : reading.x + 14;
    tip.style.left = `${Math.max(0, left)}px`;
    tip.style.top = `${plot.top}px`;
    if (byKey && live) live.textContent = inWords(reading);
  };
  const hide = () => {
    tip.hidden = true;
    dragFrom = undefined;
    host.querySelector('.crosshair')?.remove();
  };
  const xOf = (event: MouseEvent) => event.clientX - host.getBoundingClientRect().left;

  host.addEventListener('pointermove', (event) => show(xOf(event), false));
  host.addEventListener('pointerleave', hide);
  host.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse' && figure.chart.time) dragFrom = xOf(event);
  });
  host.addEventListener('pointerup', (event) => {
    const { plot, time } = figure.chart;
    const from = dragFrom;
    dragFrom = undefined;
    if (from === undefined || !plot || !time || Math.abs(xOf(event) - from) < SHORTEST_DRAG) return;
    const timeAt = linearScale([plot.left, plot.right], time);
    const ends = [from, xOf(event)].map((x) => timeAt(clamp(x, plot)));
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    if (high > low) zoom([low, high]);
    hide();
  });
  host.addEventListener('dblclick', () => zoom(undefined));
  host.addEventListener('blur', hide);
  host.addEventListener('keydown', (event) => {
    const { plot } = figure.chart;
    if (!plot) return;
    const step = (plot.right - plot.left) * STEP;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: (at ?? plot.right) - step,
      ArrowRight: (at ?? plot.left) + step,
      Home: plot.left,
      End: plot.right,
    };
    const next = moves[event.key];
    if (next !== undefined) {
      event.preventDefault();
      show(next, true);
    } else if (event.key === 'Escape') {
      hide();
      zoom(undefined);
    }
  });
}

function clamp(x: number, { left, right }: Plot): number {
  return Math.max(left, Math.min(right, x));
}

function inWords({ title, rows }: Reading): string {
  return `${title}: ${rows.map(({ name, text }) => `${name} ${text}`).join(', ')}`;
}

function crosshair({ host, chart }: LiveFigure, x: number, dragFrom: number | undefined): void {
  const { plot } = chart;
  const svg = host.querySelector('svg');
  if (!svg || !plot) return;
  svg.querySelector('.crosshair')?.remove();
  const { top, bottom } = plot;
  const dragged = dragFrom === undefined ? '' : `M${dragFrom} ${top}H${x}V${bottom}H${dragFrom}Z`;
  const drawn = area(dragged, '0.12') + line(`M${x} ${top}V${bottom}`, 1, '3 3');
  svg.insertAdjacentHTML('beforeend', `<g class="crosshair">${drawn}</g>`);
}

/** Names are text, never markup. */
function fillTip(tip: HTMLElement, { title, rows }: Reading): void {
  const lines = rows.map(({ hue, name, text }) => {
    const line = make('div', '');
    const dot = make('i', '');
    dot.className = hue;
    line.append(dot, make('bdi', name), make('span', text));
    return line;
  });
  tip.replaceChildren(make('b', title), ...lines);
}

function make(tag: string, text: string): HTMLElement {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
