declare module 'autocannon' {
  /** What of a result the tests look at. */
  interface Result {
    readonly '2xx': number;
    readonly latency: { readonly p10: number; readonly totalCount: number };
  }

  // biome-ignore lint/style/noDefaultExport: the package has one
  export default function autocannon(options: {
    readonly url: string;
    readonly connections: number;
    readonly overallRate?: number;
    readonly duration?: number;
    readonly amount?: number;
  }): Promise<Result>;
}
