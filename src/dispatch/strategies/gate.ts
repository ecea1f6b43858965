import { roundToMicrosecond } from '../../core/units.ts';
import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';
import { Cooldown } from '../limits/cooldown.ts';

export const gate = defineStrategy({
  kind: 'gate',
  term: 'shared cooldown',
  summary: 'At most `size` items at once; the first 429 stops all of them until its Retry-After.',
  options: {
    size: {
      type: 'count',
      min: 1,
      default: 20,
      summary: 'items at once',
      hint: 'a gate of 0 never starts a job; for no limit use gather().',
    },
    spread: {
      type: 'duration',
      summary: 'time over which those who waited leave at random; 0 lets them out as one herd',
      hint: "take size · 60 s / rpm: gate({ size: 20, spread: '24s' }) for 50 RPM.",
    },
    maxGate: { type: 'duration', default: 600_000, summary: 'longest obeyed Retry-After' },
  },
  width: ({ size }) => size,
  create: ({ size, spread, maxGate }) => ({
    run(jobs, { clock, rng, signal, observe }) {
      const cooldown = new Cooldown(maxGate);
      observe(({ outcome }) => {
        if (outcome.kind !== 'rate-limited') return undefined;
        const now = clock.now();
        if (outcome.retryAfter !== undefined) cooldown.refuse(now, outcome.retryAfter);
        return cooldown.wait(now) > 0 ? 'no-backoff' : undefined;
      });
      return startBounded(jobs, size, (job) => {
        let turn = 0;
        return job.run(async (attempt) => {
          let wait = cooldown.wait(clock.now());
          while (wait > 0 && !signal.aborted) {
            const u = rng.uniform('gate', job.item.index, turn++);
            await clock.sleep(roundToMicrosecond(wait + u * spread), signal).catch(() => {});
            wait = cooldown.wait(clock.now());
          }
          return attempt();
        });
      });
    },
  }),
});
