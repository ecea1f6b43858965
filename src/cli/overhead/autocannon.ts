import type { BareRequest } from './bare-client.ts';
import type { Runner } from './client-cost.ts';

/** Not a dependency: whoever has it installed gets the comparison. */
const PACKAGE: string = 'autocannon';

type Autocannon = (options: object) => Promise<{ readonly '2xx': number }>;

/** @returns `undefined` where the package is not installed */
export async function autocannonRunner(
  url: string,
  connections: number,
  { path, headers, body }: BareRequest,
): Promise<Runner | undefined> {
  const imported = (await import(PACKAGE).catch(() => undefined)) as
    | { readonly default: Autocannon }
    | undefined;
  if (!imported) return undefined;
  return {
    async run(amount) {
      const options = { url: url + path, method: 'POST', headers, body, connections, amount };
      const { '2xx': answered } = await imported.default(options);
      if (answered !== amount) throw new Error('the mock server failed');
    },
    close: async () => {},
  };
}
