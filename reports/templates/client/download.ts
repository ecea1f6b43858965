import type { Download } from '../../../src/render/html/download.ts';

/** Offers the raw figures as a file. */
export function save(download: Download, kind = 'json'): void {
  const csv = kind === 'csv';
  const text = csv ? csvOf(download) : JSON.stringify(download, null, 2);
  const type = csv ? 'text/csv' : 'application/json';
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `${download.name}.${kind}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
function csvOf({ columns, rows }: Pick<Download, 'columns' | 'rows'>): string {
  return [columns, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const inert = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
