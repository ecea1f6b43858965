import { expect, it } from 'vitest';
import { ciRunner } from '../../src/cli/ci-runner.ts';

it.each([
  [
    {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      RUNNER_ENVIRONMENT: 'github-hosted',
      ImageOS: 'ubuntu24',
    },
    'github github-hosted ubuntu24',
  ],
  [{ GITHUB_ACTIONS: 'true', RUNNER_ENVIRONMENT: 'self-hosted' }, 'github self-hosted'],
  [{ CI: 'true', GITLAB_CI: 'true', CI_RUNNER_TAGS: '["docker"]' }, 'gitlab ["docker"]'],
  [{ CI: '1' }, 'ci'],
  [{ CI: 'false' }, undefined],
  [{}, undefined],
])('names the runner of %o', (env, runner) => {
  expect(ciRunner(env)).toBe(runner);
});
