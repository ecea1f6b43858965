const EIGHTHS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/**
 * Columns of blocks, one a value, from 0 to the largest of them. A value above 0 is never invisible.
 *
 * @param height in lines
 * @returns the lines, the highest first
 */
export function verticalBars(values: readonly number[], height: number): readonly string[] {
  const most = Math.max(0, ...values);
  const eighths = values.map((value) =>
    most > 0 && value > 0 ? Math.max(1, Math.round((value / most) * height * 8)) : 0,
  );
  return Array.from({ length: height }, (_, row) => {
    const below = (height - 1 - row) * 8;
    return eighths
      .map((filled) => EIGHTHS[Math.min(8, Math.max(0, filled - below))])
      .join('')
      .trimEnd();
  });
}
