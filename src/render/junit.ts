import { changeSize, changeText } from '../analyze/compare/change-text.ts';
import type { ComparedMetric, Comparison } from '../core/comparison.ts';
import type { RunResult } from '../core/run-result.ts';
import type { ThresholdResult } from '../core/threshold.ts';
import { exactText } from './comparison-rows.ts';
import { limitWords, marginWords, measuredWords, thresholdName } from './threshold-words.ts';

interface TestCase {
  readonly strategy?: string | undefined;
  readonly name: string;
  /** What stands inside, if it did not simply pass. */
  readonly inner?: string;
  readonly result: 'passed' | 'failure' | 'error' | 'skipped';
}

/**
 * JUnit XML: one test case for each threshold and strategy, and one that says whether the run is valid, so that a suite
 * is never empty.
 */
export function renderJunit(result: RunResult): string {
  const cases = [
    validity(result),
    ...(result.thresholds ?? []).map(toCase),
    ...(result.comparison ? comparedCases(result.comparison) : []),
  ];
  const count = (of: TestCase['result']) => cases.filter(({ result: was }) => was === of).length;
  const seconds = result.strategies
    .flatMap(({ rounds }) => rounds)
    .reduce((sum, { makespan_ms }) => sum + makespan_ms / 1_000, 0);
  const totals = attributes({
    name: result.scenario,
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds.toFixed(3),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'llm-bench', tests: cases.length, failures: count('failure'), errors: count('error'), time: seconds.toFixed(3) })}>`,
    `  <testsuite${totals}${attributes({ timestamp: result.started_at.slice(0, 19) })}>`,
    ...cases.map((one) => testCase(result.scenario, one)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function validity({ verdict: { status, reasons } }: RunResult): TestCase {
  const name = 'run is valid';
  if (status !== 'invalid' && status !== 'partial') return { name, result: 'passed' };
  const message = reasons[0]?.message ?? `the run is ${status}`;
  const text = reasons.map((reason) => [reason.message, reason.hint].filter(Boolean).join('\n'));
  return { name, result: 'error', inner: element('error', message, status, text.join('\n')) };
}

function toCase(row: ThresholdResult): TestCase {
  const { strategy, verdict, severity } = row;
  const name = thresholdName(row);
  const message = row.message ?? `${name}, measured ${measuredWords(row)}`;
  const details = [
    `measured ${measuredWords(row)}`,
    `limit ${limitWords(row)}`,
    `margin ${marginWords(row)}`,
    `n ${row.n ?? 0}`,
  ].join('\n');
  const broken = verdict === 'fail' || verdict === 'regressed' || verdict === 'no-data';
  if (broken && severity === 'warn') {
    const inner = `      <system-out>${escapeXml(`warning: ${message}\n${details}`)}</system-out>`;
    return { strategy, name, result: 'passed', inner };
  }
  switch (verdict) {
    case 'pass':
      return { strategy, name, result: 'passed' };
    case 'fail':
      return {
        strategy,
        name,
        result: 'failure',
        inner: element('failure', message, 'threshold', details),
      };
    case 'regressed':
      return {
        strategy,
        name,
        result: 'failure',
        inner: element('failure', message, 'regression', details),
      };
    case 'no-data':
    case 'error':
      return {
        strategy,
        name,
        result: 'error',
        inner: element('error', message, verdict, details),
      };
    case 'inconclusive':
    case 'skipped':
      return {
        strategy,
        name,
        result: 'skipped',
        inner: `      <skipped${attributes({ message })}/>`,
      };
  }
}

/** A case for each metric that decides, and one for all figures that have to be equal. */
function comparedCases({ metrics, exact, a, gates }: Comparison): readonly TestCase[] {
  const gated = metrics.filter(({ role }) => role === 'gated');
  const changed = exact.filter(({ expected }) => !expected);
  const exactCase: TestCase = {
    name: `exact figures against ${a.label}`,
    result: changed.length > 0 && gates ? 'failure' : 'passed',
    ...(changed.length > 0 &&
      gates && {
        inner: element(
          'failure',
          `${changed.length} exact figures changed`,
          'regression',
          changed.map((each) => `${each.strategy}: ${exactText(each)}`).join('\n'),
        ),
      }),
  };
  return [...gated.map((metric) => comparedCase(metric, a.label, gates)), exactCase];
}

function comparedCase(compared: ComparedMetric, label: string, gates: boolean): TestCase {
  const { strategy, metric, verdict, reason, estimate } = compared;
  const name = `${metric} against ${label}`;
  const message = [`${metric} ${verdict}`, reason].filter(Boolean).join(': ');
  if (verdict === 'regressed' && gates) {
    const smallest = estimate && `MDE ${changeSize(estimate.mde, estimate.scale)}`;
    const details = [changeText(compared), smallest].filter(Boolean).join(', ');
    const inner = element('failure', message, 'regression', details || message);
    return { strategy, name, result: 'failure', inner };
  }
  if (verdict === 'inconclusive' || verdict === 'invalid' || verdict === 'regressed') {
    const inner = `      <skipped${attributes({ message })}/>`;
    return { strategy, name, result: 'skipped', inner };
  }
  return { strategy, name, result: 'passed' };
}

function testCase(scenario: string, { strategy, name, inner }: TestCase): string {
  const classname = strategy === undefined ? scenario : `${scenario}.${strategy}`;
  const open = `    <testcase${attributes({ classname, name, time: '0.000' })}`;
  return inner === undefined ? `${open}/>` : `${open}>\n${inner}\n    </testcase>`;
}

function element(tag: string, message: string, type: string, text: string): string {
  return `      <${tag}${attributes({ message, type })}>${escapeXml(text)}</${tag}>`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;')}"`)
    .join('');
}

/** XML 1.0 forbids control characters even when they are escaped, lone surrogates and two non-characters. */
const ILLEGAL =
  /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escapeXml(text: string): string {
  return text
    .replace(ILLEGAL, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
