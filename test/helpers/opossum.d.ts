declare module 'opossum' {
  // biome-ignore lint/style/noDefaultExport: the package has one
  export default class CircuitBreaker<T> {
    constructor(action: () => Promise<T>, options: { readonly timeout: number });
    fire(): Promise<T>;
    shutdown(): void;
  }
}
