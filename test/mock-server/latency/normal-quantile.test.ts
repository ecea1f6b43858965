import { expect, it } from 'vitest';
import { normalQuantile } from '../../../mock-server/latency/normal-quantile.ts';

// Reference values from tables of the standard normal distribution; 0.25, 0.001 and 1e-20 are those
// of AS 241 itself.
it.each([
  [0.5, 0],
  [0.25, -0.6744897501960817],
  [0.75, 0.6744897501960817],
  [0.9, 1.2815515655446004],
  [0.95, 1.6448536269514722],
  [0.975, 1.959963984540054],
  [0.99, 2.3263478740408408],
  [0.001, -3.090232306167814],
  [1e-20, -9.26234008979841],
])('has the quantile of p = %d at %d', (p, z) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 12);
});
