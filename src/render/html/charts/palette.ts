/**
 * Colours of the light theme. The style sheet overrides each through the class of the same name; these stand in the file
 * for readers whose policy blocks style sheets.
 */
export const PALETTE = {
  s0: '#5f6b7a',
  s1: '#b45309',
  s2: '#0b62c4',
  s3: '#0d7a5f',
  s4: '#a8246d',
  ink: '#15191e',
  muted: '#5a6472',
  line: '#e3e7ec',
  good: '#12703c',
  bad: '#b42318',
  warn: '#8a5300',
  wait: '#d5dbe2',
  backoff: '#f3d9a4',
  card: '#f6f8fa',
} as const;

export type Hue = keyof typeof PALETTE;

/** Gives each coloured group of a drawing its colour beside its class. */
export function withColours(svg: string): string {
  return svg.replace(/ class="(\w+)"/g, (attribute, name) =>
    Object.hasOwn(PALETTE, name) ? `${attribute} color="${PALETTE[name as Hue]}"` : attribute,
  );
}
