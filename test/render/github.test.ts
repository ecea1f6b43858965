import { expect, it } from 'vitest';
import { renderGithub } from '../../src/render/github.ts';
import { aJudgedRun, aThreshold } from '../helpers/a-judged-run.ts';
import { aRun } from '../helpers/a-run.ts';

it('is empty for a run that passed without a warning', () => {
  expect(renderGithub(aRun())).toBe('');
});

it('shows at most ten of a kind, no data before failures, and counts the rest', () => {
  const thresholds = [
    ...Array.from({ length: 12 }, () => aThreshold({ verdict: 'fail' })),
    aThreshold({ verdict: 'no-data', key: 'ttft' }),
  ];
  const lines = renderGithub(aJudgedRun({ thresholds })).trimEnd().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[0]).toMatch(/^::error title=ttft /);
  expect(lines[9]).toBe('::error title=llm-bench::and 4 more');
});

it('lets no name begin a command of its own, and escapes what commands are made of', () => {
  const name = 'a%\n::error::b';
  const text = renderGithub(
    aJudgedRun({ thresholds: [aThreshold({ verdict: 'fail', strategy: name, key: 'a:b,c' })] }),
  );
  const lines = text.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^::error title=a%3Ab%2Cc p95 < 20s::a%25\ufffd::error::b: /);
});
