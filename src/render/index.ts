import type { RunResult, StrategyResult } from '../core/run-result.ts';

/** Turns a result into the text of a file. */
export type Renderer = (result: RunResult) => string;

/** Turns one strategy of a result into the text of a file: foreign formats that know a single run. */
export type StrategyRenderer = (result: RunResult, strategy: StrategyResult) => string;

interface Format {
  /** Its name in flags. */
  readonly name: string;
  /** One sentence, for `bench list outputs`. */
  readonly summary: string;
  /** Of the files that it fills, without the dot. */
  readonly extension: string;
}

/** One output format. It is imported on use, so that `--help` loads no template engine. */
export type RendererDefinition = Format &
  (
    | { readonly each?: undefined; load(): Promise<Renderer> }
    /** One file for each strategy. */
    | { readonly each: 'strategy'; load(): Promise<StrategyRenderer> }
  );

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
  {
    name: 'terminal',
    summary: 'What a run prints at its end.',
    extension: 'txt',
    load: async () => {
      const { renderTerminal } = await import('./terminal/summary.ts');
      return (result) => renderTerminal(result, { width: 120 });
    },
  },
  {
    name: 'markdown',
    summary: 'Verdict, tables and cautions, for a step summary or a merge request.',
    extension: 'md',
    load: async () => (await import('./markdown.ts')).renderMarkdown,
  },
  {
    name: 'junit',
    summary: 'JUnit XML: a test case for each threshold and strategy.',
    extension: 'xml',
    load: async () => (await import('./junit.ts')).renderJunit,
  },
  {
    name: 'github',
    summary: 'Workflow commands that GitHub Actions shows as annotations.',
    extension: 'txt',
    load: async () => (await import('./github.ts')).renderGithub,
  },
  {
    name: 'csv',
    summary: 'A row for each strategy and round.',
    extension: 'csv',
    load: async () => (await import('./csv.ts')).renderCsv,
  },
  {
    name: 'openmetrics',
    summary: 'OpenMetrics 1.0, latency as a histogram.',
    extension: 'txt',
    load: async () => (await import('./openmetrics.ts')).renderOpenMetrics,
  },
  {
    name: 'prometheus',
    summary: 'The same in the Prometheus text format 0.0.4.',
    extension: 'prom',
    load: async () => (await import('./openmetrics.ts')).renderPrometheus,
  },
  {
    name: 'customSmallerIsBetter',
    summary: 'For github-action-benchmark: the figures that are better when smaller.',
    extension: 'json',
    load: async () => (await import('./smaller-is-better.ts')).renderSmallerIsBetter,
  },
  {
    name: 'bmf',
    summary: 'Bencher Metric Format.',
    extension: 'json',
    load: async () => (await import('./bmf.ts')).renderBmf,
  },
  {
    name: 'vllm',
    summary: 'The flat JSON of `vllm bench serve`, a line for each strategy.',
    extension: 'jsonl',
    load: async () => (await import('./vllm.ts')).renderVllm,
  },
  {
    name: 'vllm-console',
    summary: 'The console block of `vllm bench serve`, one for each strategy.',
    extension: 'txt',
    load: async () => (await import('./vllm-console.ts')).renderVllmConsole,
  },
  {
    name: 'aiperf',
    summary: 'AIPerf profile_export, schema 1.5; a file for each strategy.',
    extension: 'json',
    each: 'strategy',
    load: async () => (await import('./aiperf.ts')).renderAiperf,
  },
  {
    name: 'hdr',
    summary: 'HdrHistogram percentile text of the latency in ms; a file for each strategy.',
    extension: 'hgrm',
    each: 'strategy',
    load: async () => (await import('./hdr.ts')).renderHdr,
  },
];
