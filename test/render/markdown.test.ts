import { expect, it } from 'vitest';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const page = (name: string) => renderMarkdown(aRun([aStrategy({ name })]));

it('puts names into code spans whose fence is longer than any run inside', () => {
  expect(page('a``b')).toContain('```a``b```');
  expect(page('`')).toContain('`` ` ``');
});

it('lets a pipe end no cell', () => {
  const row = page('a|b')
    .split('\n')
    .find((line) => line.includes('| ★'));
  expect(row).toContain('`a\\|b`');
});

it('makes nothing of a name that is a mention, a reference, a link or HTML', () => {
  const headline = page('@all #1 [x](http://x) <b>').split('\n')[0];
  expect(headline).toContain('@<!-- -->all #<!-- -->1 \\[x\\](http://x) \\<b\\>');
});
