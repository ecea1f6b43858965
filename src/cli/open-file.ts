import { spawn } from 'node:child_process';

/** What opens a file in the program that belongs to it. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/**
 * Opens a file in the user's browser and goes on.
 *
 * @returns whether there was something to open it with
 */
export function openFile(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const [command, ...args] = env.BROWSER
    ? [env.BROWSER]
    : (OPENERS[process.platform] ?? ['xdg-open']);
  const child = spawn(command, [...args, path], { detached: true, stdio: 'ignore' });
  child.unref();
  return new Promise((resolve) => {
    child.once('spawn', () => resolve(true));
    child.once('error', () => resolve(false));
  });
}
