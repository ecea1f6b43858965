import type { Chunk, ReplySink } from '../core/sink.ts';
import { byForm, Filter, firstHalf, toText } from './filter.ts';

/** Looks at a stream event by event. What is written to it are whole events. */
export abstract class EventFilter extends Filter {
  #events = 0;
  #over = false;

  /** One event with the blank line at its end. @param nth its number, from 1 */
  protected abstract event(text: string, nth: number): void;

  /** The last event of the reply. */
  protected lastEvent(text: string, nth: number): void {
    this.event(text, nth);
  }

  /** Nothing more is passed on. */
  protected close(): void {
    this.#over = true;
  }

  override write(chunk: Chunk): void {
    for (const text of eventsIn(chunk)) {
      if (!this.#over) this.event(text, ++this.#events);
    }
  }

  override end(chunk: Chunk = ''): void {
    const events = eventsIn(chunk);
    const last = events.pop();
    for (const text of events) {
      if (!this.#over) this.event(text, ++this.#events);
    }
    if (last !== undefined && !this.#over) this.lastEvent(last, ++this.#events);
    if (!this.#over) this.sink.end();
  }
}

function eventsIn(chunk: Chunk): string[] {
  return toText(chunk)
    .split(/(?<=\n\n)/)
    .filter((text) => text !== '');
}

/** What happens in the place of an event. */
export type Strike = (event: string, sink: ReplySink) => void;

/** Lets some events pass and strikes in the place of the next, or of the last one of a short reply; nothing follows. */
class Interrupted extends EventFilter {
  readonly #passed: number;
  readonly #strike: Strike;

  constructor(sink: ReplySink, passed: number, strike: Strike) {
    super(sink);
    this.#passed = passed;
    this.#strike = strike;
  }

  protected override event(text: string, nth: number): void {
    if (nth <= this.#passed) {
      this.sink.write(text);
      return;
    }
    this.lastEvent(text);
  }

  /** The truth names the fault, so that it has to be seen. */
  protected override lastEvent(text: string): void {
    this.close();
    this.#strike(text, this.sink);
  }
}

/** Strikes in the middle of a reply that leaves as a whole. */
class Halved extends Filter {
  readonly #strike: Strike;

  constructor(sink: ReplySink, strike: Strike) {
    super(sink);
    this.#strike = strike;
  }

  override end(chunk: Chunk = ''): void {
    const body = toText(chunk);
    this.sink.write(firstHalf(body));
    this.#strike(body, this.sink);
  }
}

/** Strikes after so many events of a stream, or in the middle of a whole reply. */
export function interrupt(sink: ReplySink, passedEvents: number, strike: Strike): ReplySink {
  return byForm(sink, (streamed) =>
    streamed ? new Interrupted(sink, passedEvents, strike) : new Halved(sink, strike),
  );
}

/** Changes each event of a stream, or drops it. */
export function mapEvents(
  sink: ReplySink,
  change: (event: string, nth: number) => string,
): ReplySink {
  return new MappedEvents(sink, change);
}

class MappedEvents extends EventFilter {
  readonly #change: (event: string, nth: number) => string;

  constructor(sink: ReplySink, change: (event: string, nth: number) => string) {
    super(sink);
    this.#change = change;
  }

  protected override event(text: string, nth: number): void {
    this.sink.write(this.#change(text, nth));
  }
}
