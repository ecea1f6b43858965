import type { Break, Chunk, ReplySink } from '../core/sink.ts';

const decoder = new TextDecoder();

/** A sink that passes on what it is given; a fault overrides the part that it spoils. */
export class Filter implements ReplySink {
  protected readonly sink: ReplySink;

  constructor(sink: ReplySink) {
    this.sink = sink;
  }

  get isFull(): boolean {
    return this.sink.isFull === true;
  }

  head(status: number, headers: Record<string, string>): void {
    this.sink.head(status, headers);
  }

  write(chunk: Chunk): void {
    this.sink.write(chunk);
  }

  end(chunk?: Chunk): void {
    this.sink.end(chunk);
  }

  break(how: Break): void {
    this.sink.break(how);
  }
}

/** Spoils a reply in one way or another, depending on whether its head announces a stream. */
export function byForm(sink: ReplySink, choose: (streamed: boolean) => ReplySink): ReplySink {
  return new ByForm(sink, choose);
}

class ByForm extends Filter {
  readonly #choose: (streamed: boolean) => ReplySink;
  #chosen: ReplySink;

  constructor(sink: ReplySink, choose: (streamed: boolean) => ReplySink) {
    super(sink);
    this.#choose = choose;
    this.#chosen = sink;
  }

  override head(status: number, headers: Record<string, string>): void {
    this.#chosen = this.#choose(isEventStream(headers));
    this.#chosen.head(status, headers);
  }

  override write(chunk: Chunk): void {
    this.#chosen.write(chunk);
  }

  override end(chunk?: Chunk): void {
    this.#chosen.end(chunk);
  }
}

function isEventStream(headers: Readonly<Record<string, string>>): boolean {
  return headers['content-type']?.startsWith('text/event-stream') === true;
}

export function toText(chunk: Chunk): string {
  return typeof chunk === 'string' ? chunk : decoder.decode(chunk);
}

export function firstHalf(text: string): string {
  return text.slice(0, Math.floor(text.length / 2));
}
