import { installAmbient } from '../../clock/ambient.ts';

/** Patched when this module is evaluated: whoever needs it imports it before anything else. */
export const ambient = installAmbient();
