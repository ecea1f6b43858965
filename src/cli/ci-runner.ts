type Env = Readonly<Record<string, string | undefined>>;

/**
 * The CI service and the kind of its runner, such as `github github-hosted ubuntu24`; undefined outside of CI. Nothing of one
 * runner alone: two runs on runners of a kind ran on the same machine.
 * Sources: https://docs.github.com/actions/reference/workflows-and-actions/variables and https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function ciRunner(env: Env): string | undefined {
  if (env.GITHUB_ACTIONS === 'true') return named('github', env.RUNNER_ENVIRONMENT, env.ImageOS);
  if (env.GITLAB_CI === 'true') return named('gitlab', env.CI_RUNNER_TAGS);
  return env.CI && env.CI !== 'false' ? 'ci' : undefined;
}

function named(service: string, ...labels: readonly (string | undefined)[]): string {
  return [service, ...labels.filter(Boolean)].join(' ');
}
