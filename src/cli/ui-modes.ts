/** Ways to show where a run stands. `auto`: `live` on a terminal, `simple` in a pipe or under CI. */
export const UI_MODES = ['auto', 'live', 'dashboard', 'simple', 'none'] as const;

export type UiMode = (typeof UI_MODES)[number];
