import { isHeaderText } from '../../core/headers.ts';
import type { LimitPlan, WirePlan } from '../../core/mock-plan.ts';
import { isPlainObject } from '../check/fields.ts';
import type { Context } from '../check/leaf.ts';
import { expected, leaf, refuse } from '../check/leaf.ts';

type Workspaces = NonNullable<WirePlan['workspaces']>;

const EXAMPLE = "workspaces: { research: ['key-1', 'key-2'], shop: ['key-3'] }.";

/** API keys by the workspace that they belong to; none belongs to two. */
export const workspacesSchema = leaf(
  readWorkspaces,
  expected('lists of API keys by the names of workspaces, no key twice', EXAMPLE),
);

function readWorkspaces(value: unknown): Workspaces | undefined {
  if (!isPlainObject(value)) return undefined;
  const lists = Object.values(value);
  const keys = lists.flat();
  const valid =
    // Replies tell the name in a header.
    Object.keys(value).every(isHeaderText) &&
    lists.every((list) => Array.isArray(list) && list.length > 0) &&
    keys.every((key) => typeof key === 'string' && key !== '') &&
    new Set(keys).size === keys.length;
  return valid ? (value as Workspaces) : undefined;
}

/** Refuses limits of workspaces that no key belongs to, and keys of workspaces that nobody lets in. */
export function checkWorkspaces(
  limits: readonly Pick<LimitPlan, 'scope' | 'workspace'>[],
  { workspaces, keys }: Pick<WirePlan, 'workspaces' | 'keys'>,
  context: Context,
): void {
  const names = Object.keys(workspaces ?? {});
  const strangers = Object.values(workspaces ?? {})
    .flat()
    .filter((key) => keys?.includes(key) === false);
  if (strangers.length > 0) {
    // A key is not shown, and may be a real one.
    const message = `${strangers.length} of these keys are not among those that are accepted.`;
    refuse(context, { message, hint: 'name them in keys, too, or leave keys out.' }, [
      'workspaces',
    ]);
  }
  for (const { workspace, scope } of limits) {
    if (workspace !== undefined && !names.includes(workspace)) {
      const message = `a limit is for the workspace "${workspace}", to which no key belongs.`;
      refuse(context, { message, hint: EXAMPLE }, ['limits']);
    } else if (scope === 'workspace' && names.length === 0) {
      const message = 'a limit has the scope of a workspace, and there is none.';
      refuse(context, { message, hint: EXAMPLE }, ['limits']);
    }
  }
}
