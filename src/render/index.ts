import type { RunResult } from '../core/run-result.ts';

/** Turns a result into the text of a file. */
export type Renderer = (result: RunResult) => string;

/** One output format. */
export interface RendererDefinition {
  /** Its name in flags. */
  readonly name: string;
  /** One sentence, for `--help`. */
  readonly summary: string;
  /** Of the files that it fills, without the dot. */
  readonly extension: string;
  /** Imports it on use, so that `--help` loads no template engine. */
  load(): Promise<Renderer>;
}

/** Every format that a result can be written in. */
export const renderers: readonly RendererDefinition[] = [
  {
    name: 'json',
    summary: 'The whole result, for machines and for `bench report`.',
    extension: 'json',
    load: async () => (await import('./json.ts')).renderJson,
  },
  {
    name: 'html',
    summary: 'One self-contained page with tables and charts.',
    extension: 'html',
    load: async () => (await import('./html/index.ts')).renderHtml,
  },
];
