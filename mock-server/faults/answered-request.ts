import type { Timer } from '../../src/core/clock.ts';
import type { Call, Exchange } from '../core/call.ts';
import type { Service } from '../core/service.ts';
import type { Row } from '../truth/rows.ts';

/** A request that never reaches the limits: a fault answers it, as late as any refusal. */
export class AnsweredRequest implements Exchange {
  readonly #service: Service;
  readonly #row: Row;
  readonly #timer: Timer | undefined;
  #ended = false;

  /** @param answer sends the reply, if there is one */
  constructor(
    service: Service,
    call: Call,
    { id, status }: { readonly id: string; readonly status: number },
    answer: (seq: number) => void,
  ) {
    this.#service = service;
    this.#row = service.arrive(call);
    const act = () => {
      this.#end(status, `fault:${id}`);
      answer(this.#row.seq);
    };
    const latency = service.rejectLatency(call);
    if (latency === 0) act();
    else this.#timer = service.clock.at(this.#row.arrivedAt + latency, act, 0);
  }

  abort(): void {
    if (this.#ended) return;
    this.#timer?.cancel();
    this.#end(0, 'client-abort');
  }

  #end(status: number, outcome: string): void {
    this.#ended = true;
    this.#service.endUnserved(this.#row, status, outcome);
  }
}
