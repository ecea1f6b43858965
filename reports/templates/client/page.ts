import type { ChartKind, Charts } from '../../../src/render/html/charts/index.ts';
import type { Download } from '../../../src/render/html/download.ts';
import { save } from './download.ts';
import type { LiveFigure } from './figures.ts';
import { findFigures, redraw } from './figures.ts';
import { readWithPointer } from './hover.ts';
import { makeSortable } from './sort.ts';
import type { State } from './state.ts';
import { CHOICES, readState, writeState } from './state.ts';
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
  if (download) onClick('[data-download]', ({ dataset }) => save(download, dataset.download));
  listenToWindow(page);
  page.draw();
  for (const figure of page.figures) readWithPointer(figure, (zoom) => page.change({ zoom }));
}

function onClick(
  selector: string,
  act: (button: HTMLButtonElement, event: MouseEvent) => void,
): void {
  for (const button of all<HTMLButtonElement>(selector)) {
    button.disabled = false;
    button.addEventListener('click', (event) => act(button, event));
  }
}

function listenToControls(page: LivePage): void {
  onClick('[data-toggle]', ({ dataset }, { shiftKey }) =>
    page.toggle(dataset.toggle ?? '', shiftKey),
  );
  onClick('[data-choice]', ({ dataset, value }) => page.change({ [dataset.choice ?? '']: value }));
  onClick('[data-fit]', () => page.change({ fit: !page.state.fit }));
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

function press(button: Element, pressed: boolean): void {
  button.setAttribute('aria-pressed', String(pressed));
}

/** The page as the reader wants it. */
class LivePage {
  readonly figures: readonly LiveFigure[];
  readonly #legend = all<HTMLButtonElement>('[data-toggle]');
  readonly #names = this.#legend.map((button) => button.dataset.toggle ?? '');
  state: State = readState(location.hash, this.#names);

  constructor(figures: readonly LiveFigure[]) {
    this.figures = figures;
  }

  readAddress(): void {
    this.state = readState(location.hash, this.#names);
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

  draw(): void {
    const { figures, state } = this;
    for (const figure of figures) redraw(figure, state);
    for (const button of this.#legend) {
      press(button, !state.hidden.has(button.dataset.toggle ?? ''));
    }
    for (const element of all<HTMLElement>('[data-series]')) {
      const off = state.hidden.has(element.dataset.series ?? '');
      if (element instanceof HTMLTableRowElement) element.classList.toggle('off', off);
      else element.hidden = off;
    }
    for (const choice of CHOICES) {
      const group = all<HTMLButtonElement>(`[data-choice="${choice}"]`);
      const chosen = group.find(({ value }) => value === state[choice]) ?? group[0];
      for (const button of group) press(button, button === chosen);
    }
    for (const button of all('[data-fit]')) press(button, state.fit);
  }
}
