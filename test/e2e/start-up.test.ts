import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runBench, workFolder } from '../helpers/run-bench.ts';

const cwd = workFolder();
const hook = fileURLToPath(new URL('fixtures/list-packages.js', import.meta.url));

async function packagesOf(...args: readonly string[]): Promise<readonly string[]> {
  const { stderr } = await runBench(args, { cwd, env: { NODE_OPTIONS: `--import ${hook}` } });
  return JSON.parse(stderr);
}

it.each([['--help'], ['--version'], ['run', '--help'], ['check', '--help'], ['report', '--help']])(
  'bench %s loads what reads the command line, and nothing else',
  async (...args) => {
    expect(await packagesOf(...args)).toEqual(['commander']);
  },
);
