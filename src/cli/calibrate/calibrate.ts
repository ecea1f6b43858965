import { dirname, join, relative } from 'node:path';
import { checkProfile } from '../../analyze/calibrate/check-profile.ts';
import { fitProfile, LEAST_ATTEMPTS } from '../../analyze/calibrate/fit-profile.ts';
import type { Profile } from '../../core/profile.ts';
import { indentJson } from '../../render/json.ts';
import { renderProfile } from '../../render/terminal/profile.ts';
import { planMock } from '../../scenario/target/plan-mock.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { readResult } from '../result-file.ts';
import { styleFor } from '../style.ts';
import { widthOf } from '../width.ts';
import { writeFile } from '../write-file.ts';
import { readAttempts } from './read-attempts.ts';
import { replay } from './replay.ts';

/** What the user asked for. */
export interface CalibrateFlags {
  readonly out?: string;
  readonly json?: true;
}

/**
 * Fits a mock server to a recorded run, runs the same strategies against it, and writes it as a profile when it comes near.
 *
 * @returns the exit code
 */
export async function calibrate(
  path: string,
  { out, json }: CalibrateFlags,
  io: Io,
): Promise<number> {
  const result = readResult(path);
  const fitted = fitProfile(result, readAttempts(path));
  if (!fitted) {
    io.stderr.write(
      `${path} holds fewer than ${LEAST_ATTEMPTS} answered attempts: too few to tell how the server behaves.\n` +
        '  hint record a longer run, or one with fewer failures.\n',
    );
    return EXIT_CODES.invalidRun;
  }
  const replayed = await replay(result, await planMock(fitted.options, result.seed));
  const judged = checkProfile(result.strategies, replayed, fitted.fit.lognormal.sigma);
  const profile: Profile = {
    schemaVersion: 1,
    kind: 'profile',
    scenario: result.scenario,
    recorded_at: result.started_at,
    options: fitted.options,
    fit: { ...fitted.fit, checks: judged.map(({ verdict: _, ...check }) => check) },
  };
  const isNear = judged.every(({ verdict }) => verdict !== 'off');
  const file = out ?? join(dirname(path), 'profile.json');
  if (isNear) writeFile(file, `${indentJson(profile)}\n`, 'name another file with --out FILE.');
  const shown = relative('.', file);
  const width = widthOf(io.stdout);
  io.stdout.write(
    json
      ? `${indentJson(profile)}\n`
      : renderProfile(profile, {
          checks: judged,
          file: isNear ? shown : undefined,
          width,
          style: styleFor(io.stdout),
        }),
  );
  return isNear ? EXIT_CODES.pass : EXIT_CODES.invalidRun;
}
