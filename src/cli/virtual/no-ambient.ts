import type { Ambient } from '../../clock/ambient.ts';

/** For runs of strategies of our own alone: they take time and chance from their context, and need no patch. */
export const NO_AMBIENT: Ambient = { activate() {}, deactivate() {}, refusals: [] };
