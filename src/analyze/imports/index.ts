import type { ForeignRun } from '../../core/foreign-run.ts';
import { aiperf } from './aiperf.ts';
import { guidellm } from './guidellm.ts';
import type { Importer } from './importer.ts';
import { inferencePerf } from './inference-perf.ts';
import { sglang } from './sglang.ts';
import { vllm } from './vllm.ts';

/** Every tool whose results can be shown beside ours. */
const importers: readonly Importer[] = [aiperf, vllm, sglang, guidellm, inferencePerf];

/**
 * The runs in a result file of another tool: a JSON document, or one a line.
 *
 * @returns `undefined` when no tool's result is recognised
 */
export function importRuns(text: string): readonly ForeignRun[] | undefined {
  const documents = parse(text) ?? parseLines(text);
  const runs = documents?.flatMap((document) => {
    const importer = importers.find(({ recognise }) => recognise(document));
    return importer ? importer.read(document) : [];
  });
  return runs && runs.length > 0 ? runs : undefined;
}

function parse(text: string): readonly unknown[] | undefined {
  try {
    return [JSON.parse(text)];
  } catch {
    return undefined;
  }
}

function parseLines(text: string): readonly unknown[] | undefined {
  try {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as unknown);
  } catch {
    return undefined;
  }
}
