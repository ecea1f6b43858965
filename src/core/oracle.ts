/** The estimate of tokens that knows beforehand what the mock will answer. No real API tells. */
export const ORACLE = 'oracle';

/** Whether a strategy knows what nobody can know: it makes an upper bound of all guesses, and is none to use. */
export function isOracle({
  options,
}: {
  readonly options: Readonly<Record<string, unknown>>;
}): boolean {
  return options.estimator === ORACLE;
}
