/** What the reader chose. It stands in the address, so that a page can be passed on as it is looked at. */
export interface State {
  /** Names of hidden series. */
  hidden: Set<string>;
  /** Milliseconds. */
  zoom: readonly [number, number] | undefined;
  metric?: string | undefined;
  mode?: string | undefined;
  file?: string | undefined;
  fit: boolean;
}

/** What a reader chooses one of several of. */
export const CHOICES = ['metric', 'mode', 'file'] as const;

/** Reads the address; what it does not know is ignored. Nothing of it is ever put into markup. */
export function readState(hash: string, names: readonly string[]): State {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const hidden = new Set(query.getAll('hide').filter((name) => names.includes(name)));
  const [from = 0, to = 0] = (query.get('zoom') ?? '').split('-').map(Number);
  return {
    hidden: hidden.size < names.length ? hidden : new Set(),
    zoom: from < to && Number.isFinite(to - from) ? [from, to] : undefined,
    ...Object.fromEntries(CHOICES.map((choice) => [choice, query.get(choice) ?? undefined])),
    fit: query.get('fit') === '1',
  };
}

/** The address that brings the state back; empty for the page as it was written. */
export function writeState(state: State): string {
  const query = new URLSearchParams();
  for (const name of state.hidden) query.append('hide', name);
  if (state.zoom) query.set('zoom', state.zoom.map((ms) => Number(ms.toFixed(3))).join('-'));
  for (const choice of CHOICES) if (state[choice]) query.set(choice, state[choice]);
  if (state.fit) query.set('fit', '1');
  return query.toString();
}
