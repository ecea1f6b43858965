import type { Dispatcher } from 'undici';

type Handler = Dispatcher.DispatchHandler;
type Controller = Dispatcher.DispatchController;
type IncomingHeaders = Parameters<NonNullable<Handler['onResponseStart']>>[2];

/**
 * One request, two handlers: each event goes to the observer first, then to the handler that asked.
 */
export class TeeHandler implements Handler {
  readonly #observer: Handler;
  readonly #handler: Handler;

  constructor(observer: Handler, handler: Handler) {
    this.#observer = observer;
    this.#handler = handler;
  }

  onRequestStart(controller: Controller, context: unknown): void {
    this.#observer.onRequestStart?.(controller, context);
    this.#handler.onRequestStart?.(controller, context);
  }

  onResponseStarted(): void {
    this.#handler.onResponseStarted?.();
  }

  onResponseStart(
    controller: Controller,
    status: number,
    headers: IncomingHeaders,
    text?: string,
  ): void {
    this.#observer.onResponseStart?.(controller, status, headers, text);
    this.#handler.onResponseStart?.(controller, status, headers, text);
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    this.#observer.onResponseData?.(controller, chunk);
    this.#handler.onResponseData?.(controller, chunk);
  }

  onResponseEnd(controller: Controller, trailers: IncomingHeaders): void {
    this.#observer.onResponseEnd?.(controller, trailers);
    this.#handler.onResponseEnd?.(controller, trailers);
  }

  onResponseError(controller: Controller, error: Error): void {
    this.#observer.onResponseError?.(controller, error);
    this.#handler.onResponseError?.(controller, error);
  }
}
