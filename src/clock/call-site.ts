/**
 * Where an error was made, outside this folder: ` at file:line`, or an empty string when the stack
 * does not say.
 */
export function callSite(error: Error): string {
  const frames = (error.stack ?? '').split('\n').slice(1);
  const frame = frames.find((line) => /:\d+:\d+/.test(line) && !line.includes(import.meta.dirname));
  return frame === undefined ? '' : ` ${frame.trim()}`;
}
