import type { Strategy } from '../../../src/core/strategy.ts';
import { strategies } from '../../../src/dispatch/strategies/registry.ts';

/**
 * Runs it with a law that hears what the reference's laws heard. There an attempt's slot went to the next one before the
 * law knew of its end, so that after a drop one more attempt started under the old limit; and every limit counted as
 * used up, so that none stayed because half of it was idle. In the laws' origin, as here, neither is so.
 */
export async function asInReference<T>(kind: string, work: () => Promise<T>): Promise<T> {
  const definition = strategies.get(kind);
  if (!definition) throw new Error(`there is no strategy "${kind}"`);
  const { create } = definition;
  Object.assign(definition, {
    create: (options: Parameters<typeof create>[0]) => hearingLate(create(options)),
  });
  try {
    return await work();
  } finally {
    Object.assign(definition, { create });
  }
}

function hearingLate(strategy: Strategy): Strategy {
  return {
    run: (jobs, context) =>
      strategy.run(jobs, {
        ...context,
        observe: (listener) =>
          context.observe((end) => {
            void slotIsPassedOn().then(() =>
              listener({ ...end, inFlightAtStart: Number.POSITIVE_INFINITY }),
            );
            return undefined;
          }),
      }),
  };
}

/** A slot goes to the next attempt two steps after the end of the one that held it. */
async function slotIsPassedOn(): Promise<void> {
  await null;
  await null;
}
