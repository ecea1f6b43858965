import {
  aimd,
  ciad,
  cubicRate,
  defineScenario,
  gradient,
  gradient2,
  halving,
  mock,
  vegas,
} from 'llm-bench';

/**
 * The client knows no limit and finds one: 1000 RPM, 50 at once, 60 connections, 1 % of the requests fail with 529.
 *
 * Expected: aimd 125.1±1.6 s, gradient2 with a drop ratio 132.2±4.9 s, cubic-rate 140 s, ciad 184±16 s; the laws that
 * read latency take its natural spread for a queue: gradient 335±49 s, vegas 635±19 s; halving 356±29 s.
 */
export default defineScenario({
  name: 'adaptive',
  question: 'Which adaptive law when the limit is unknown?',
  target: mock({ preset: 'rpm1000-flaky' }),
  workload: { count: 2_000, prompt: (i) => `Classify review ${i}.`, maxTokens: 64 },
  strategies: {
    aimd: aimd(),
    ciad: ciad(),
    'cubic-rate': cubicRate(),
    gradient2: gradient2({ dropRatio: 0.9 }),
    gradient: gradient(),
    halving: halving(),
    vegas: vegas(),
  },
  thresholds: {
    errors: 'rate < 1%',
    'makespan{strategy=aimd}': 'value < 140s',
    'makespan{strategy=gradient2}': 'value < 150s',
    'makespan{strategy=halving}': 'value > 240s',
    'makespan{strategy=vegas}': 'value > 500s',
  },
});
