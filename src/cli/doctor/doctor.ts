import { fileURLToPath } from 'node:url';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { entryUrl } from '../entry.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { styleFor } from '../style.ts';
import type { Finding } from './check.ts';
import { checkFingerprints } from './fingerprints.ts';
import { checkNode, checkOpenFiles, checkTimers } from './machine.ts';
import { checkMockServer } from './mock-server.ts';

const GLYPHS = { ok: ['green', '✓'], warn: ['yellow', '!'], fail: ['red', '✕'] } as const;

/** Checks the machine and the tool, and prints each finding as it is there. */
export async function runDoctor(
  files: readonly string[],
  { json }: { readonly json: boolean },
  io: Io,
): Promise<number> {
  const findings: Finding[] = [];
  for await (const finding of examine(files)) {
    findings.push(finding);
    if (!json) io.stdout.write(describe(finding, io));
  }
  if (json) io.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  const failed = findings.some(({ status }) => status === 'fail');
  return failed ? EXIT_CODES.invalidRun : EXIT_CODES.pass;
}

async function* examine(files: readonly string[]): AsyncIterable<Finding> {
  yield checkNode();
  yield await checkTimers();
  yield checkOpenFiles();
  yield await checkMockServer(await planMock({}, 1));
  if (files.length === 0) yield await checkFingerprints(referenceScenario(), 'a mixed scenario');
  for (const file of files) yield await checkFingerprints(file);
}

function referenceScenario(): string {
  return fileURLToPath(entryUrl('src/cli/doctor/reference'));
}

function describe({ name, status, detail, hint }: Finding, io: Io): string {
  const style = styleFor(io.stdout);
  const [colour, glyph] = GLYPHS[status];
  const remedy = hint ? `\n  ${style('dim', `hint ${hint}`)}` : '';
  return `${style(colour, glyph)} ${name}: ${detail}${remedy}\n`;
}
