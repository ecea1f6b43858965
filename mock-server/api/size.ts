const MEGABYTE = 1_048_576;

/** Most bytes of a request's body on a path; above it 413. */
export function bodyLimit(path: string): number {
  return (path === '/v1/messages/batches' ? 256 : 32) * MEGABYTE;
}
