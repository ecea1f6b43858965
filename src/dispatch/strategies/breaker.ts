import { startBounded } from '../bounded.ts';
import { defineStrategy } from '../define-strategy.ts';
import { CircuitBreaker } from '../limits/circuit-breaker.ts';
import { createRateGate } from '../rate-gate.ts';
import { classify } from '../sample-class.ts';

export const breaker = defineStrategy({
  kind: 'breaker',
  term: 'circuit breaker',
  summary: 'At most `size` items at once; after `failures` drops in a row they wait for a probe.',
  options: {
    size: {
      type: 'count',
      min: 1,
      default: 20,
      summary: 'items at once',
      hint: 'a breaker of 0 never starts a job; for no limit use gather().',
    },
    failures: { type: 'count', min: 1, default: 10, summary: 'drops in a row that open it' },
    open: { type: 'duration', default: 5_000, summary: 'time without attempts, then probes' },
    halfOpen: { type: 'count', min: 1, default: 1, summary: 'probes at once' },
  },
  width: ({ size }) => size,
  slots: ({ size }) => size,
  create: ({ size, ...rule }) => ({
    run(jobs, context) {
      const { clock, observe } = context;
      const circuit = new CircuitBreaker(rule);
      const gate = createRateGate(circuit, context);
      observe(({ outcome, startedAt }) => {
        circuit.end(classify(outcome), startedAt, clock.now());
        gate.recheck();
      });
      return startBounded(jobs, size, (job) => job.run((attempt) => gate.pass(attempt)));
    },
  }),
});
