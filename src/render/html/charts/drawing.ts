import type { Hue } from './palette.ts';
import type { Interval } from './scale.ts';

/** How a reader looks at a chart. What is written into the file is drawn with the width alone. */
export interface View {
  /** CSS pixels. */
  readonly width: number;
  /** For charts that show the same to everybody; the others find their own. */
  readonly words?: Words;
  /** Names of series that are not to be drawn. */
  readonly hidden?: ReadonlySet<string>;
  /** Part of the time axis, in milliseconds. */
  readonly zoom?: Interval | undefined;
  /** Which of several metrics. */
  readonly metric?: string | undefined;
  /** Which of several pictures of the same data. */
  readonly mode?: string | undefined;
  /** Which of several files, by its label. */
  readonly file?: string | undefined;
  /** Whether the longest panel sets the time axis. */
  readonly fit?: boolean;
}

/** What a drawing is called, and what it shows. */
export interface Words {
  readonly title: string;
  readonly description: string;
}

/** What stands below the pointer. */
export interface Reading {
  /** Where the crosshair goes, in pixels of the drawing. */
  readonly x: number;
  readonly title: string;
  /** Largest value first. */
  readonly rows: readonly { readonly hue: Hue; readonly name: string; readonly text: string }[];
}

/** A finished drawing. Templates print its markup as it is, so only the functions in this folder make one. */
export interface Chart {
  readonly svg: string;
  /** The area inside its axes. */
  readonly plot?: Plot;
  /** What to say of an x coordinate. */
  readonly read?: (x: number) => Reading | undefined;
  /** What the x axis shows, where it may be zoomed. */
  readonly time?: Interval;
}

/** The area inside a chart's axes. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
