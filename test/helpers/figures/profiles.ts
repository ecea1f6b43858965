import type { PresetName } from '../../../mock-server/presets.ts';

/** A server and the number of items that it is asked. */
export interface Profile {
  readonly preset: PresetName;
  readonly items: number;
  /** What a client that knows its limits is told; of no meaning on a server without any. */
  readonly rpm: number;
  readonly burst: number;
  readonly story: string;
}

/** The four servers of the table of strategies. */
export const PROFILES = {
  A: {
    preset: 'rpm50',
    items: 100,
    rpm: 50,
    burst: 50,
    story: '100 items on a small tier: 50 RPM, a whole minute may come at once',
  },
  A1: {
    preset: 'rpm50-tight',
    items: 100,
    rpm: 50,
    burst: 5,
    story: '100 items on the same tier, enforced over short intervals: 5 at once',
  },
  B: {
    preset: 'rpm1000-flaky',
    items: 2_000,
    rpm: 1_000,
    burst: 50,
    story: '2000 items on a managed API: 1000 RPM, 50 at once, 60 connections, 1 % 529',
  },
  C: {
    preset: 'slots32',
    items: 2_000,
    rpm: 1_000,
    burst: 50,
    story: '2000 items on a server of your own: 32 slots, slows down under load, no 429',
  },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof PROFILES;
