import type { ChartKind, Charts } from '../../../src/render/html/charts/index.ts';
import type { Download } from '../../../src/render/html/download.ts';
import { makeDownloads } from './download.ts';
import type { LiveFigure } from './figures.ts';
import { findFigures, redraw } from './figures.ts';
import { readWithPointer } from './hover.ts';
import { makeSortable } from './sort.ts';
import type { State } from './state.ts';
import { readState, writeState } from './state.ts';
import { makeTheme } from './theme.ts';

interface Embedded {
  readonly figures: Readonly<Record<string, { readonly kind: ChartKind; readonly data: unknown }>>;
  readonly download?: Download;
}

const all = <E extends Element>(selector: string): E[] => [
  ...document.querySelectorAll<E>(selector),
];

/** What the reader sees and chooses on a page whose charts are of these kinds. */
export function startPage(charts: Partial<Charts>): void {
  const { figures, download } = JSON.parse(
    document.querySelector('#data')?.textContent ?? '{"figures":{}}',
  ) as Embedded;
  const page = new LivePage(findFigures(figures, charts));
  for (const control of all<HTMLElement>('[data-script]')) control.hidden = false;
  for (const details of all<HTMLDetailsElement>('details')) details.open = false;
  listenToControls(page);
  for (const button of all<HTMLButtonElement>('[data-theme-button]')) makeTheme(button);
  for (const table of all<HTMLTableElement>('table.sortable')) makeSortable(table);
  const [csv, json] = ['csv', 'json'].map((kind) =>
    document.querySelector<HTMLButtonElement>(`[data-download="${kind}"]`),
  );
  if (download && csv && json) makeDownloads(download, csv, json);
  listenToWindow(page);
  page.draw();
  for (const figure of page.figures) readWithPointer(figure, page);
}

function listenToControls(page: LivePage): void {
  for (const button of all<HTMLButtonElement>('[data-toggle]')) {
    button.disabled = false;
    button.addEventListener('click', (event) =>
      page.toggle(button.dataset.toggle ?? '', event.shiftKey),
    );
  }
  for (const button of all<HTMLButtonElement>('[data-choice]')) {
    button.addEventListener('click', () =>
      page.change({ [button.dataset.choice ?? '']: button.value }),
    );
  }
  for (const button of all<HTMLButtonElement>('[data-fit]')) {
    button.addEventListener('click', () => page.change({ fit: !page.state.fit }));
  }
}

function listenToWindow(page: LivePage): void {
  addEventListener('beforeprint', () => {
    for (const details of all<HTMLDetailsElement>('details')) details.open = true;
  });
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth === width) return;
    width = innerWidth;
    page.draw();
  });
  addEventListener('hashchange', () => page.readAddress());
  // A closed one has no width: its charts are drawn when it opens.
  for (const details of all('details')) details.addEventListener('toggle', () => page.draw());
}

/** The page as the reader wants it. */
class LivePage {
  readonly figures: readonly LiveFigure[];
  state: State;
  readonly #legend = all<HTMLButtonElement>('[data-toggle]');
  readonly #names = this.#legend.map((button) => button.dataset.toggle ?? '');
  /** Which charts the zoom is of: all over time of the same kind. */
  #zoomed: string | undefined;

  constructor(figures: readonly LiveFigure[]) {
    this.figures = figures;
    this.state = readState(location.hash, this.#names);
    this.#zoomed = this.state.zoom ? 'timeline' : undefined;
  }

  readAddress(): void {
    this.state = readState(location.hash, this.#names);
    this.#zoomed = this.state.zoom ? 'timeline' : undefined;
    this.draw();
  }

  change(next: Partial<State>): void {
    this.state = { ...this.state, ...next };
    const address = writeState(this.state);
    try {
      history.replaceState(null, '', address === '' ? location.pathname : `#${address}`);
    } catch {
      // A sandboxed page has no address of its own to change.
    }
    this.draw();
  }

  toggle(name: string, only: boolean): void {
    const hidden = only
      ? new Set(this.#names.filter((other) => other !== name))
      : new Set(this.state.hidden);
    if (!only && !hidden.delete(name)) hidden.add(name);
    // The last one stays: an empty page says nothing.
    if (hidden.size < this.#names.length) this.change({ hidden });
  }

  zoom({ group }: LiveFigure, range: readonly [number, number] | undefined): void {
    this.#zoomed = range ? group : undefined;
    this.change({ zoom: range });
  }

  draw(): void {
    const { figures, state } = this;
    for (const figure of figures) redraw(figure, state, this.#zoomed);
    for (const button of this.#legend) {
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
}
