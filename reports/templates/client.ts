import type { ChartKind } from '../../src/render/html/charts/index.ts';
import type { Download } from '../../src/render/html/download.ts';
import { makeDownloads } from './client/download.ts';
import type { LiveFigure } from './client/figures.ts';
import { findFigures, redraw } from './client/figures.ts';
import { readWithPointer } from './client/hover.ts';
import { makeSortable } from './client/sort.ts';
import type { State } from './client/state.ts';
import { readState, writeState } from './client/state.ts';
import { makeTheme } from './client/theme.ts';

interface Embedded {
  readonly figures: Readonly<Record<string, { readonly kind: ChartKind; readonly data: unknown }>>;
  readonly download?: Download;
}

const all = <E extends Element>(selector: string, root: ParentNode = document): E[] => [
  ...root.querySelectorAll<E>(selector),
];

const { figures: data, download } = JSON.parse(
  document.querySelector('#data')?.textContent ?? '{"figures":{}}',
) as Embedded;
const figures = findFigures(data);
const legend = all<HTMLButtonElement>('[data-toggle]');
const names = legend.map((button) => button.dataset.toggle ?? '');
let state = readState(location.hash, names);
/** Which charts the zoom is of: all over time of the same kind. */
let zoomed = state.zoom ? 'timeline' : undefined;

function apply(): void {
  for (const figure of figures) redraw(figure, state, zoomed);
  for (const button of legend) {
    button.setAttribute('aria-pressed', String(!state.hidden.has(button.dataset.toggle ?? '')));
  }
  for (const element of all<HTMLElement>('[data-series]')) {
    const off = state.hidden.has(element.dataset.series ?? '');
    if (element instanceof HTMLTableRowElement) element.classList.toggle('off', off);
    else element.hidden = off;
  }
  for (const button of all<HTMLButtonElement>('[data-choice]')) {
    const key = button.dataset.choice as 'metric' | 'mode' | 'file';
    const group = all<HTMLButtonElement>(`[data-choice="${key}"]`);
    const chosen = group.some(({ value }) => value === state[key]) ? state[key] : group[0]?.value;
    button.setAttribute('aria-pressed', String(button.value === chosen));
  }
  for (const button of all('[data-fit]')) button.setAttribute('aria-pressed', String(state.fit));
}

function change(next: Partial<State>): void {
  state = { ...state, ...next };
  const address = writeState(state);
  try {
    history.replaceState(null, '', address === '' ? location.pathname : `#${address}`);
  } catch {
    // A sandboxed page has no address of its own to change.
  }
  apply();
}

function toggle(name: string, only: boolean): void {
  const hidden = only ? new Set(names.filter((other) => other !== name)) : new Set(state.hidden);
  if (!only && !hidden.delete(name)) hidden.add(name);
  // The last one stays: an empty page says nothing.
  if (hidden.size < names.length) change({ hidden });
}

function zoom({ group }: LiveFigure, range: readonly [number, number] | undefined): void {
  zoomed = range ? group : undefined;
  change({ zoom: range });
}

for (const control of all<HTMLElement>('[data-script]')) control.hidden = false;
for (const details of all<HTMLDetailsElement>('details')) details.open = false;
for (const button of legend) {
  button.disabled = false;
  button.addEventListener('click', (event) => toggle(button.dataset.toggle ?? '', event.shiftKey));
}
for (const button of all<HTMLButtonElement>('[data-choice]')) {
  button.addEventListener('click', () => change({ [button.dataset.choice ?? '']: button.value }));
}
for (const button of all<HTMLButtonElement>('[data-fit]')) {
  button.addEventListener('click', () => change({ fit: !state.fit }));
}
for (const button of all<HTMLButtonElement>('[data-theme-button]')) makeTheme(button);
for (const table of all<HTMLTableElement>('table.sortable')) makeSortable(table);
const [csv, json] = ['csv', 'json'].map((kind) =>
  document.querySelector<HTMLButtonElement>(`[data-download="${kind}"]`),
);
if (download && csv && json) makeDownloads(download, csv, json);

addEventListener('beforeprint', () => {
  for (const details of all<HTMLDetailsElement>('details')) details.open = true;
});
let width = innerWidth;
addEventListener('resize', () => {
  if (innerWidth === width) return;
  width = innerWidth;
  apply();
});
addEventListener('hashchange', () => {
  state = readState(location.hash, names);
  zoomed = state.zoom ? 'timeline' : undefined;
  apply();
});
// A closed one has no width: its charts are drawn when it opens.
for (const details of all<HTMLDetailsElement>('details')) details.addEventListener('toggle', apply);
apply();
for (const figure of figures) readWithPointer(figure, { zoom });
