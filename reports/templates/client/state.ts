/** What the reader chose. It stands in the address, so that a page can be passed on as it is looked at. */
export interface State {
  /** Names of hidden series. */
  hidden: Set<string>;
  /** Milliseconds. */
  zoom: readonly [number, number] | undefined;
  metric: string | undefined;
  mode: string | undefined;
  file: string | undefined;
  fit: boolean;
}

/** Reads the address; what it does not know is ignored. Nothing of it is ever put into markup. */
export function readState(hash: string, names: readonly string[]): State {
  const query = new URLSearchParams(hash.replace(/^#/, ''));
  const hidden = new Set(query.getAll('hide').filter((name) => names.includes(name)));
  const zoom = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(query.get('zoom') ?? '');
  const [from, to] = [Number(zoom?.[1]), Number(zoom?.[2])];
  return {
    hidden: hidden.size < names.length ? hidden : new Set(),
    zoom: from < to ? [from, to] : undefined,
    metric: query.get('metric') ?? undefined,
    mode: query.get('mode') ?? undefined,
    file: query.get('file') ?? undefined,
    fit: query.get('fit') === '1',
  };
}

/** The address that brings the state back; empty for the page as it was written. */
export function writeState({ hidden, zoom, metric, mode, file, fit }: State): string {
  const query = new URLSearchParams();
  for (const name of hidden) query.append('hide', name);
  if (zoom) query.set('zoom', zoom.map((ms) => Number(ms.toFixed(3))).join('-'));
  if (metric !== undefined) query.set('metric', metric);
  if (mode !== undefined) query.set('mode', mode);
  if (file !== undefined) query.set('file', file);
  if (fit) query.set('fit', '1');
  return query.toString();
}
