import type { TestProject } from 'vitest/node';
import type { BrowserLaunch } from './find-browser.ts';
import { findBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absent on a machine without a browser. */
    browserLaunch: BrowserLaunch | undefined;
  }
}

/** Unpacks the browser once, before any test starts. */
export default function setup({ provide }: TestProject): void {
  provide('browserLaunch', findBrowser());
}
