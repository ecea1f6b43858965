import type { RepliedRequest } from '../../mock-server/server.ts';

/** Requests that `bench mock --log` writes a line about. */
export const LOG_LEVELS = ['none', 'errors', 'all'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** Whether a request is worth a line: any, or one that did not end well. */
export function isLogged({ status, complete }: RepliedRequest, level: LogLevel): boolean {
  if (level === 'none') return false;
  return level === 'all' || !complete || status >= 400;
}

/**
 * `2026-11-21T12:00:00.000Z POST /v1/messages 200 83 ms`. A client chooses the path: what could
 * steer a terminal or begin a line of its own is replaced.
 */
export function logLine(reply: RepliedRequest, now: Date): string {
  const { method, path, status, duration, complete } = reply;
  const parts = [
    now.toISOString(),
    method,
    path.replace(/\p{C}/gu, '\ufffd'),
    status === 0 ? '-' : String(status),
    `${Math.round(duration)} ms`,
    ...(complete ? [] : ['(broken off)']),
  ];
  return parts.join(' ');
}
