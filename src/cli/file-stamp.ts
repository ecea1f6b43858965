/** `20260131T120000123Z`: sorts by time and is a file name everywhere. */
export function fileStamp(wall: Date): string {
  return wall.toISOString().replace(/[-:.]/g, '');
}
