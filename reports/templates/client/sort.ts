/** Makes the heads of sortable tables into buttons; a second click reverses. */
export function makeSortable(table: HTMLTableElement): void {
  const heads = [...table.querySelectorAll<HTMLElement>('thead tr:last-child > th')];
  const body = table.tBodies[0];
  if (!body) return;
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.replaceChildren(button);
    button.addEventListener('click', () => {
      const ascending = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
      const rows = [...body.rows].sort((a, b) => compare(a, b, column));
      body.append(...(ascending ? rows : rows.reverse()));
    });
  });
}

function compare(a: HTMLTableRowElement, b: HTMLTableRowElement, column: number): number {
  const [left, right] = [sortKey(a, column), sortKey(b, column)];
  if (typeof left === 'number') return typeof right === 'number' ? left - right : -1;
  return typeof right === 'number' ? 1 : left.localeCompare(right, 'en');
}

/** Cells carry what they are sorted by; without it they are sorted by what they say. */
function sortKey(row: HTMLTableRowElement, column: number): number | string {
  const cell = row.cells[column];
  return cell?.dataset.sort ? Number(cell.dataset.sort) : (cell?.textContent?.trim() ?? '');
}
