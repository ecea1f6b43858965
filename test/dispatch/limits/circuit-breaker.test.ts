import { expect, it } from 'vitest';
import { CircuitBreaker } from '../../../src/dispatch/limits/circuit-breaker.ts';

const opened = (halfOpen: number) => {
  const circuit = new CircuitBreaker({ failures: 2, open: 5_000, halfOpen });
  circuit.end('drop', 0, 100);
  circuit.end('drop', 0, 100);
  return circuit;
};

it('opens for 5 s with the second drop in a row', () => {
  const circuit = new CircuitBreaker({ failures: 2, open: 5_000, halfOpen: 1 });
  circuit.end('drop', 0, 100);
  circuit.end('ok', 0, 100);
  circuit.end('drop', 0, 100);
  expect(circuit.wait(100)).toBe(0);
  circuit.end('drop', 0, 100);
  expect(circuit.wait(100)).toBe(5_000);
  expect(circuit.wait(5_099)).toBe(1);
});

it('lets 2 probes through, and nobody after them until one has ended', () => {
  const circuit = opened(2);
  circuit.start();
  expect(circuit.wait(5_100)).toBe(0);
  circuit.start();
  expect(circuit.wait(5_100)).toBe(Number.POSITIVE_INFINITY);
  circuit.end('ignore', 5_100, 5_200);
  expect(circuit.wait(5_200)).toBe(0);
});

it('is closed by an ok probe and opened for another 5 s by a dropped one', () => {
  const [mended, broken] = [opened(1), opened(1)];
  mended.start();
  mended.end('ok', 5_100, 5_200);
  expect(mended.wait(5_200)).toBe(0);
  mended.end('drop', 5_200, 5_300);
  expect(mended.wait(5_300)).toBe(0);
  broken.start();
  broken.end('drop', 5_100, 5_200);
  expect(broken.wait(5_200)).toBe(5_000);
});

it('does not hear of attempts that started before it opened', () => {
  const circuit = opened(1);
  circuit.end('ok', 50, 200);
  circuit.end('drop', 50, 300);
  expect(circuit.wait(300)).toBe(4_800);
});

it('hears of a probe that started a float before the time when it may', () => {
  const circuit = new CircuitBreaker({ failures: 1, open: 5_000, halfOpen: 1 });
  circuit.end('drop', 0, 31_838.664);
  const early = 31_838.664 + 5_000 - 2 ** -37;
  expect(early).toBeLessThan(31_838.664 + 5_000);
  expect(circuit.wait(early)).toBe(0);
  circuit.start();
  circuit.end('ok', early, 37_000);
  expect(circuit.wait(37_000)).toBe(0);
});
