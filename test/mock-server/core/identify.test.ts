import { expect, it } from 'vitest';
import { createIdentifier } from '../../../mock-server/core/identify.ts';
import type { MockRequest } from '../../../mock-server/core/sink.ts';
import { hashText } from '../../../src/core/rng.ts';

function request(headers: Record<string, string>, body = '{}'): MockRequest {
  const origin = 'http://mock.invalid';
  return { host: 'fetch', origin, method: 'POST', path: '/v1/messages', query: '', headers, body };
}

it('takes item 17, attempt 2 and retry 1 from the headers', () => {
  const identify = createIdentifier();
  const headers = { 'x-bench-item': '17', 'x-bench-attempt': '2', 'x-stainless-retry-count': '1' };
  expect(identify(request(headers))).toEqual({ item: 17, attempt: 2, retries: 1 });
});

it('hashes an item name that is no number', () => {
  const { item } = createIdentifier()(request({ 'x-bench-item': 'reviews.csv:12' }));
  expect(item).toBe(hashText('reviews.csv:12'));
});

it('counts the requests of an item when no header numbers the attempts', () => {
  const identify = createIdentifier();
  const attempts = [0, 1, 2].map(() => identify(request({ 'x-bench-item': '3' })).attempt);
  expect(attempts).toEqual([0, 1, 2]);
});

it('takes a second first attempt with an equal body for another item, not its retry', () => {
  const identify = createIdentifier();
  const send = (retries: string) =>
    identify(request({ 'x-stainless-retry-count': retries }, 'body')).item;
  const first = send('0');
  expect(send('1')).toBe(first);
  const second = send('0');
  expect(second).not.toBe(first);
  expect(send('1')).toBe(second);
});
