import { expect, it } from 'vitest';
import {
  boundedMarkdown,
  COMMENT_BYTES,
  renderComment,
} from '../../src/render/bounded-markdown.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { aJudgedRun } from '../helpers/a-judged-run.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const many = aRun(
  Array.from({ length: 200 }, (_, n) => aStrategy({ name: `${'日本'.repeat(60)} ${n}`, items: 4 })),
);

it('is the whole page where there is room', () => {
  expect(boundedMarkdown(aJudgedRun(), 1_000_000)).toBe(renderMarkdown(aJudgedRun()));
});

it('leaves parts out from the end and says so', () => {
  const text = boundedMarkdown(aJudgedRun(), 1_800);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_800);
  expect(text).toContain('invalid');
  expect(text).not.toContain('caution');
  expect(text).toContain('Parts were left out');
});

it('is empty when not even the verdict fits', () => {
  expect(boundedMarkdown(aJudgedRun(), 20)).toBe('');
});

it('keeps a comment on 200 strategies below the limit, with its mark on the first line', () => {
  const text = renderComment(many);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(COMMENT_BYTES);
  expect(text.split('\n')[0]).toBe('<!-- llm-bench:concurrency -->');
  expect(text).toContain('Parts were left out');
});
