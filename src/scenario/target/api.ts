import type { z } from 'zod';
import type { ProviderDefinition } from '../../client/providers/define-provider.ts';
import type { OptionSpecs } from '../../core/option.ts';
import type { TargetPlan } from '../../core/plan.ts';
import { fields } from '../check/fields.ts';
import { leaf, text } from '../check/leaf.ts';
import { optionShape } from '../check/options.ts';
import { showValue } from '../check/show-value.ts';
import type { ConnectionOptions } from './connection.ts';
import { connectionOptions } from './connection.ts';

/** Options of a server that is there already. */
export type ApiOptions = ConnectionOptions & {
  /** The model's id. @default a small, cheap one of the vendor's */
  readonly model?: string;
  /** Where the API is, with or without `/v1` at its end. @default the vendor's public address */
  readonly baseURL?: string;
  /**
   * Environment variable that holds the API key. A key goes only where it belongs: to a `baseURL`
   * of one's own none is sent unless its variable is named.
   * @default the vendor's usual variable, at its public address
   */
  readonly keyVariable?: string;
  /**
   * Whether its requests cost money: then a run says how much, and asks first. Say `false` of a server of your own
   * elsewhere, `true` of a gateway on this machine that passes requests on to a paid API.
   * @default true, unless `baseURL` is on this machine
   */
  readonly billed?: boolean;
};

/** Checks a target that is there already and fills in the provider's defaults. */
export function apiSchema(provider: ProviderDefinition): z.ZodType<TargetPlan> {
  const shape = {
    model: text("a model's id").prefault(provider.model),
    baseURL: url.exactOptional(),
    keyVariable: variable.exactOptional(),
    ...optionShape(billedOption),
    ...optionShape(connectionOptions),
  };
  return fields(shape, 'options').transform(({ baseURL, keyVariable, billed, ...options }) => {
    const key = keyVariable ?? (baseURL === undefined ? provider.keyVariable : undefined);
    return {
      kind: 'api',
      api: provider.kind,
      ...options,
      baseUrl: baseURL ?? provider.baseUrl,
      ...((billed ?? !isLocal(baseURL ?? provider.baseUrl)) && { billed: true }),
      ...(key === undefined ? {} : { keyVariable: key }),
    };
  });
}

const billedOption = {
  billed: { type: 'flag', optional: true, summary: 'whether its requests cost money' },
} as const satisfies OptionSpecs;

/** Whether a server is on this machine. */
function isLocal(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return /^(127\.\d+\.\d+\.\d+|\[::1\]|(.+\.)?localhost)$/.test(hostname);
}

const url = leaf(readUrl, (value) => ({
  message: `expected an http or https URL without credentials, got ${hidden(value)}.`,
  hint: 'keys are read from the environment: baseURL: "https://host/v1".',
}));

const variable = leaf(
  (value) => (typeof value === 'string' && /^[A-Z_][A-Z0-9_]*$/.test(value) ? value : undefined),
  (value) => ({
    message: `expected the name of an environment variable, got ${hidden(value)}.`,
    hint: 'name the variable, not the key: keyVariable: "MY_API_KEY".',
  }),
);

function readUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  const { protocol, username, password } = new URL(value);
  const plain = /^https?:$/.test(protocol) && username === '' && password === '';
  // SDKs differ in whether the version belongs to the base; requests bring it along.
  return plain ? value.replace(/\/+$/, '').replace(/\/v1$/, '') : undefined;
}

/** These texts may hold a key or a password, so that they are never shown. */
function hidden(value: unknown): string {
  return typeof value === 'string' ? 'other text' : showValue(value);
}
