import { describe, expect, it } from 'vitest';
import { clip, padTo, wrap } from '../../../src/render/terminal/width.ts';

describe('padTo', () => {
  it.each([
    ['left', 'ab   '],
    ['right', '   ab'],
    ['centre', ' ab  '],
  ] as const)('pads to the %s', (align, padded) => {
    expect(padTo('ab', 5, align)).toBe(padded);
  });

  it('counts two cells for a wide character', () => {
    expect(padTo('日本語', 8)).toBe('日本語  ');
  });
});

describe('clip', () => {
  it.each([
    ['semaphore', 9, 'semaphore'],
    ['semaphore', 5, 'sema…'],
    ['日本語', 5, '日本…'],
    ['日本語', 4, '日…'],
    ['a', 0, ''],
  ])('cuts %s to %d cells', (text, width, cut) => {
    expect(clip(text, width)).toBe(cut);
  });
});

describe('wrap', () => {
  it('breaks at spaces and indents', () => {
    expect(wrap('one two three', 9, '! ', '  ')).toEqual(['! one two', '  three']);
  });

  it('cuts a word that is wider than the line', () => {
    expect(wrap('a incomprehensibilities', 8, '  ')).toEqual(['  a', '  incom…']);
  });

  it('leaves a short text on one line', () => {
    expect(wrap('one', 80)).toEqual(['one']);
  });
});
