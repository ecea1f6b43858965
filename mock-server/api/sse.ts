const encoder = new TextEncoder();

/** One server-sent event with a name; the data carries the name too, as Anthropic's does. */
export function namedEvent(type: string, data: object = {}): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`;
}

/** One server-sent event without a name. */
export function dataEvent(json: string): string {
  return `data: ${json}\n\n`;
}

/** Bytes of an event that is sent many times. */
export function prebuilt(event: string): Uint8Array {
  return encoder.encode(event);
}

/** The same event with blanks before the last brace of its data. */
export function padded(event: string, blanks: number): string {
  return event.replace(/\}\n\n$/, `${' '.repeat(blanks)}}\n\n`);
}
