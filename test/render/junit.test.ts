import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { renderJunit } from '../../src/render/junit.ts';
import { aJudgedRun, aThreshold } from '../helpers/a-judged-run.ts';
import { aRun, aStrategy } from '../helpers/a-run.ts';

const schema = readFileSync(new URL('fixtures/junit.xsd', import.meta.url), 'utf8');

async function mistakesIn(contents: string) {
  const { errors } = await validateXML({ xml: { fileName: 'junit.xml', contents }, schema });
  return errors;
}

describe('JUnit XML', () => {
  it.each([
    ['a run that passed', aRun()],
    ['every verdict and hostile names', aJudgedRun()],
    [
      'controls, lone surrogates and non-characters',
      aRun([aStrategy({ name: '\u0000\u000b\ud800\ufffe' })]),
    ],
  ])('is valid for %s', async (_, result) => {
    const thresholds = [aThreshold({ strategy: result.strategies[0]?.name ?? '' })];
    expect(await mistakesIn(renderJunit(result))).toEqual([]);
    expect(await mistakesIn(renderJunit({ ...result, thresholds }))).toEqual([]);
  });

  it('would be found out by its schema', async () => {
    expect(await mistakesIn(renderJunit(aRun()).replace('name="run is valid"', ''))).not.toEqual(
      [],
    );
  });
});

it('is never empty: without thresholds one case says that the run is valid', () => {
  const text = renderJunit(aRun());
  expect(text).toContain('<testsuite name="concurrency" tests="1" failures="0" errors="0"');
  expect(text).toContain('name="run is valid" time="0.000"/>');
});

it.each([
  [
    { verdict: 'fail' },
    '<failure message="latency p95 &lt; 20s, measured 12.3 s" type="threshold">',
  ],
  [{ verdict: 'regressed' }, 'type="regression">'],
  [{ verdict: 'no-data' }, 'type="no-data">'],
  [{ verdict: 'fail', severity: 'warn' }, '<system-out>warning: '],
  [{ verdict: 'inconclusive' }, '<skipped message='],
  [{ verdict: 'skipped' }, '<skipped message='],
] as const)('tells %j by its element', (overrides, element) => {
  expect(renderJunit(aRun(undefined, { thresholds: [aThreshold(overrides)] }))).toContain(element);
});
