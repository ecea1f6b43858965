import type { Download } from '../../../src/render/html/download.ts';

/** Buttons that save the raw figures. */
export function makeDownloads(
  download: Download,
  csv: HTMLButtonElement,
  json: HTMLButtonElement,
): void {
  csv.addEventListener('click', () => save(`${download.name}.csv`, 'text/csv', csvOf(download)));
  json.addEventListener('click', () =>
    save(`${download.name}.json`, 'application/json', JSON.stringify(download, null, 2)),
  );
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

function save(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
