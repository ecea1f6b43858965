import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runBench, workFolder } from '../helpers/run-bench.ts';

const cwd = workFolder();

async function scriptOf(shell: string): Promise<string> {
  const { code, stdout } = await runBench(['completion', shell], { cwd });
  expect(code).toBe(0);
  return stdout;
}

/** What bash would offer for these words, the last of which is being typed. */
function offered(script: string, words: readonly string[]): readonly string[] {
  const file = join(cwd, 'bench.bash');
  writeFileSync(
    file,
    `${script}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
_bench
echo "\${COMPREPLY[*]}"
`,
  );
  const { status, stdout } = spawnSync('bash', [file], { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout.split(/\s+/).filter((word) => word !== '');
}

it('makes bash complete commands, flags and what may follow a flag', async () => {
  const script = await scriptOf('bash');
  expect(offered(script, ['bench', 'comp'])).toEqual(['compare', 'completion']);
  expect(offered(script, ['bench', 'run', '--clo'])).toEqual(['--clock']);
  expect(offered(script, ['bench', 'run', '--clock', ''])).toEqual(['real', 'virtual']);
  expect(offered(script, ['bench', 'init', '--clo'])).toEqual([]);
  // Left to the names of files.
  expect(offered(script, ['bench', 'run', 'scen'])).toEqual([]);
});

it('describes commands and flags to zsh and fish', async () => {
  const zsh = await scriptOf('zsh');
  expect(zsh).toMatch(/^#compdef bench\n/);
  expect(zsh).toContain("'init:write a scenario to begin with, which runs as it is'");
  expect(zsh).toMatch(/'--clock\[[^\]:]*\]:value:\(real virtual\)'/);
  const fish = await scriptOf('fish');
  expect(fish).toMatch(/^complete -c bench -n __fish_use_subcommand -f -a run -d '/m);
  expect(fish).toMatch(/__fish_seen_subcommand_from run' -l clock -x -a 'real virtual' -d '/);
});

it('names the shells it knows', async () => {
  const { code, stderr } = await runBench(['completion', 'tcsh'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('bash, zsh, fish');
});
