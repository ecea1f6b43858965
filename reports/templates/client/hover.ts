import type { Reading } from '../../../src/render/html/charts/drawing.ts';
import type { LiveFigure } from './figures.ts';

/** What reading and zooming need of the page. */
export interface Pointing {
  zoom(figure: LiveFigure, range: readonly [number, number] | undefined): void;
}

/** Share of the axis that an arrow key goes. */
const STEP = 1 / 60;
/** A shorter drag was a click. */
const SHORTEST_DRAG = 8;

/** Crosshair and values under the pointer, by keys as well; a drag zooms into a time axis. */
export function readWithPointer(figure: LiveFigure, { zoom }: Pointing): void {
  const { host } = figure;
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  const live = document.querySelector<HTMLElement>('#live');
  let at: number | undefined;
  let dragFrom: number | undefined;

  const show = (x: number, byKey: boolean) => {
    const { plot, read } = figure.chart;
    if (!plot || !read) return;
    at = Math.max(plot.left, Math.min(plot.right, x));
    const reading = read(at);
    if (!reading) return;
    crosshair(figure, reading.x, dragFrom);
    fillTip(tip, reading);
    if (tip.parentElement !== host) host.append(tip);
    tip.hidden = false;
    const room = host.clientWidth;
    const left =
      reading.x + 14 + tip.offsetWidth > room ? reading.x - 14 - tip.offsetWidth : reading.x + 14;
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
    const toTime = (x: number) => {
      const share =
        (Math.max(plot.left, Math.min(plot.right, x)) - plot.left) / (plot.right - plot.left);
      return time[0] + share * (time[1] - time[0]);
    };
    const [low, high] = [toTime(from), toTime(xOf(event))].sort((a, b) => a - b);
    if (low !== undefined && high !== undefined && high > low) zoom(figure, [low, high]);
    hide();
  });
  host.addEventListener('dblclick', () => zoom(figure, undefined));
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
      zoom(figure, undefined);
    }
  });
}

function inWords({ title, rows }: Reading): string {
  return `${title}: ${rows.map(({ name, text }) => `${name} ${text}`).join(', ')}`;
}

function crosshair({ host, chart }: LiveFigure, x: number, dragFrom: number | undefined): void {
  const { plot } = chart;
  const svg = host.querySelector('svg');
  if (!svg || !plot) return;
  svg.querySelector('.crosshair')?.remove();
  const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
  group.setAttribute('class', 'crosshair');
  const area =
    dragFrom === undefined
      ? ''
      : `<rect x="${Math.min(dragFrom, x)}" y="${plot.top}" width="${Math.abs(x - dragFrom)}" height="${plot.bottom - plot.top}" fill="currentColor" fill-opacity="0.12"/>`;
  group.innerHTML = `${area}<path d="M${x} ${plot.top}V${plot.bottom}" fill="none" stroke="currentColor" stroke-dasharray="3 3"/>`;
  svg.append(group);
}

/** Names are text, never markup. */
function fillTip(tip: HTMLElement, { title, rows }: Reading): void {
  const head = document.createElement('b');
  head.textContent = title;
  const lines = rows.map(({ hue, name, text }) => {
    const line = document.createElement('div');
    const dot = document.createElement('i');
    dot.className = hue;
    const who = document.createElement('bdi');
    who.textContent = name;
    const value = document.createElement('span');
    value.textContent = text;
    line.append(dot, who, value);
    return line;
  });
  tip.replaceChildren(head, ...lines);
}
