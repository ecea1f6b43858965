import type { RunResult } from '../core/run-result.ts';
import type { MarkdownBlock } from './markdown.ts';
import { joinBlocks, markdownBlocks } from './markdown.ts';

/** GitHub drops a whole step summary above 1024 KiB, what other steps wrote included. */
export const SUMMARY_BYTES = 1_000_000;
/** Longest comment of GitHub. It counts characters; bytes are the stricter reading. */
export const COMMENT_BYTES = 65_536;

const NOTE = { text: '_Parts were left out: there was no room for them._', dispensable: false };

/**
 * The Markdown page in at most so many bytes: parts go from the end, with a note.
 *
 * @returns empty when not even the verdict fits
 */
export function boundedMarkdown(result: RunResult, bytes: number): string {
  const blocks = [...markdownBlocks(result)];
  for (let shown: readonly MarkdownBlock[] = blocks; ; shown = [...blocks, NOTE]) {
    const text = joinBlocks(shown);
    if (Buffer.byteLength(text) <= bytes) return text;
    const last = blocks.findLastIndex(({ dispensable }) => dispensable);
    if (last < 0) return '';
    blocks.splice(last, 1);
  }
}

/** A comment that a workflow can find again by its first line. */
export function renderComment(result: RunResult): string {
  const mark = `<!-- llm-bench:${result.scenario.replace(/[^\w.-]/g, '-')} -->\n`;
  return mark + boundedMarkdown(result, COMMENT_BYTES - Buffer.byteLength(mark));
}
