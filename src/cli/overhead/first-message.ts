import type { EventEmitter } from 'node:events';
import { once } from 'node:events';

/**
 * What a thread or process answers.
 *
 * @throws Error when it ends without an answer, or what it died of
 */
export async function firstMessage<T>(from: EventEmitter, name: string): Promise<T> {
  const ended = once(from, 'exit').then(([code]) => {
    throw new Error(`${name} ended without an answer: exit code ${code}`);
  });
  const [message] = await Promise.race([once(from, 'message'), ended]);
  return message;
}
