import { InvalidArgumentError } from 'commander';

/** Reads a flag that takes a whole number of at least 0. */
export function wholeNumber(text: string): number {
  return read(text, 0);
}

/** Reads a flag that takes a whole number of at least 1. */
export function positiveNumber(text: string): number {
  return read(text, 1);
}

/** Reads how many rounds there are, where nothing looks at them before they are over. */
export function fixedRounds(text: string): number {
  if (text !== 'auto') return positiveNumber(text);
  throw new InvalidArgumentError(
    'Only bench compare A.ts B.ts ends when it is clear; here name a number: --rounds 7.',
  );
}

/** Reads a flag that takes a TCP port, or 0. */
export function portNumber(text: string): number {
  const port = read(text, 0);
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('Expected a port, 65535 at most.');
}

/** Reads a flag that takes an amount of US dollars. */
export function dollars(text: string): number {
  const value = Number(text.replace(/^\$/, ''));
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('Expected US dollars, such as 2.50.');
}

/** Reads a flag that takes per cents, `5` or `5%`, as a share. */
export function share(text: string): number {
  const percent = Number(text.replace(/\s*%$/, ''));
  if (text.trim() !== '' && percent > 0 && percent <= 100) return percent / 100;
  throw new InvalidArgumentError('Expected a share in per cent, above 0 and at most 100: 5 or 5%.');
}

function read(text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new InvalidArgumentError(`Expected a whole number of at least ${least}.`);
}
