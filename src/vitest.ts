import { expect } from 'vitest';
import { evaluateThresholds } from './analyze/thresholds/evaluate.ts';
import type { RunResult } from './core/run-result.ts';
import type { ThresholdResult } from './core/threshold.ts';
import { thresholdSentence } from './render/threshold-words.ts';
import { parseExpression } from './scenario/thresholds/expression.ts';
import { parseKey } from './scenario/thresholds/key.ts';
import { parseRunResult } from './schema/run-result.ts';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Holds a result of `bench run` against a threshold: `expect(result).toMeet('latency p95 < 800ms')`. It must hold for
     * every strategy that it is for: `'latency{strategy=semaphore-*} p95 < 2s'`. A metric without data meets nothing, and
     * does not fail to meet it either.
     */
    toMeet(threshold: string): R;
  }
}

expect.extend({
  toMeet(received: unknown, threshold: string) {
    const rows = rowsOf(parseRunResult(received, 'the received value'), threshold);
    const failed = rows.filter(({ verdict }) => verdict !== 'pass');
    const unknown = failed.some(({ verdict }) => verdict === 'no-data');
    const shown = (failed.length > 0 ? failed : rows).map(thresholdSentence).join('\n  ');
    return {
      pass: unknown ? this.isNot === true : failed.length === 0,
      message: () =>
        `expected the result${this.isNot ? ' not' : ''} to meet ${threshold}\n  ${shown}`,
    };
  },
});

function rowsOf(result: RunResult, threshold: string): readonly ThresholdResult[] {
  const [, key, expr] = /^\s*([^\s{]+(?:\{[^}]*\})?)\s+(.+)$/.exec(threshold) ?? [];
  if (key === undefined || expr === undefined) {
    throw refused({
      message: `expected a metric and a limit, got ${JSON.stringify(threshold)}.`,
      hint: "write toMeet('latency p95 < 800ms').",
    });
  }
  const names = result.strategies.map(({ name }) => name);
  const parsedKey = parseKey(key, names);
  if ('message' in parsedKey) throw refused(parsedKey);
  const expression = parseExpression(expr, parsedKey.metric);
  if ('message' in expression) throw refused(expression);
  if (expression.baseline) {
    throw refused({
      message: 'a result alone has no baseline to be held against.',
      hint: 'run bench run with --baseline, or write a limit.',
    });
  }
  const rule = { ...parsedKey, ...expression, severity: 'error', onNoData: 'fail' } as const;
  return evaluateThresholds([rule], result);
}

function refused({ message, hint }: { message: string; hint?: string | undefined }): TypeError {
  return new TypeError(`toMeet: ${message}${hint === undefined ? '' : ` ${hint}`}`);
}
