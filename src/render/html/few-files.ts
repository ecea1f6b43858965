import { countOf } from '../format.ts';

/** Of many files the first, which is the base, and the last ones, which are now: as many as a picture has room for. */
export function fewFiles<T>(files: readonly T[], most: number): readonly T[] {
  const [first] = files;
  if (first === undefined || files.length <= most) return files;
  return [first, ...files.slice(1 - most)];
}

/** Said of those that are not drawn; nothing where all are. */
export function leftOutSentence(files: readonly unknown[], drawn: readonly unknown[]): string {
  const rest = files.length - drawn.length;
  return rest > 0
    ? ` Of ${countOf(files.length, 'file')} the first and the last ${drawn.length - 1}.`
    : '';
}
