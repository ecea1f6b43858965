declare module 'async-retry' {
  // biome-ignore lint/style/noDefaultExport: the package has one
  export default function retry<T>(
    attempt: (bail: (error: Error) => void, number: number) => Promise<T>,
    options: {
      readonly retries: number;
      readonly minTimeout: number;
      readonly factor: number;
      readonly randomize: boolean;
    },
  ): Promise<T>;
}
