import { describe, expect, it } from 'vitest';
import { failureOfReply, failureWithin } from '../../src/client/failure.ts';

const wall = () => new Date(0);

/** An error body of the Messages API. */
function anthropicError(type: string, details?: object) {
  return JSON.stringify({ type: 'error', error: { type, message: 'No.', details } });
}

describe('failureOfReply', () => {
  it.each([
    { status: 400, kind: 'client-error' },
    { status: 401, kind: 'client-error' },
    { status: 404, kind: 'client-error' },
    { status: 408, kind: 'client-error' },
    { status: 409, kind: 'client-error' },
    { status: 413, kind: 'client-error' },
    { status: 429, kind: 'rate-limited' },
    { status: 500, kind: 'server-error' },
    { status: 503, kind: 'server-error' },
    { status: 504, kind: 'server-error' },
    { status: 529, kind: 'overloaded' },
    { status: 307, kind: 'client-error' },
  ])('takes status $status for $kind', ({ status, kind }) => {
    expect(failureOfReply(status, {}, '', wall)).toEqual({
      kind,
      status,
      message: `HTTP ${status}`,
    });
  });

  it('takes message, type, ids and hints from body and headers', () => {
    const headers = { 'request-id': 'req_1', 'retry-after': '25', 'x-should-retry': 'true' };
    expect(failureOfReply(429, headers, anthropicError('rate_limit_error'), wall)).toEqual({
      kind: 'rate-limited',
      status: 429,
      requestId: 'req_1',
      message: 'No.',
      errorType: 'rate_limit_error',
      retryAfter: 25_000,
      shouldRetry: true,
    });
  });

  it('reads the body and the request id of an OpenAI 429', () => {
    const body = JSON.stringify({
      error: {
        message: 'Please try again in 37.044s.',
        type: 'tokens',
        param: null,
        code: 'rate_limit_exceeded',
      },
    });
    expect(failureOfReply(429, { 'x-request-id': 'req_2' }, body, wall)).toEqual({
      kind: 'rate-limited',
      status: 429,
      requestId: 'req_2',
      message: 'Please try again in 37.044s.',
      errorType: 'tokens',
    });
  });

  it.each([
    {
      name: 'a spend limit',
      body: anthropicError('rate_limit_error', { error_code: 'enforced_spend_limit_reached' }),
      errorType: 'enforced_spend_limit_reached',
    },
    {
      name: 'an exhausted quota',
      body: '{"error":{"message":"No.","type":"insufficient_quota","code":"insufficient_quota"}}',
      errorType: 'insufficient_quota',
    },
  ])('says that no retry helps against $name', ({ body, errorType }) => {
    expect(failureOfReply(429, {}, body, wall)).toMatchObject({
      kind: 'rate-limited',
      errorType,
      shouldRetry: false,
    });
  });

  it.each([
    { word: 'true', shouldRetry: true },
    { word: 'false', shouldRetry: false },
    { word: 'maybe', shouldRetry: undefined },
  ])('reads x-should-retry: $word as $shouldRetry', ({ word, shouldRetry }) => {
    const failure = failureOfReply(500, { 'x-should-retry': word }, '', wall);
    expect(failure.shouldRetry).toBe(shouldRetry);
  });

  it.each([
    {
      name: 'a page',
      body: '<html>\n<h1>Bad gateway</h1>',
      message: '<html> <h1>Bad gateway</h1>',
    },
    {
      name: 'an error that is text',
      body: '{"error":"model not found"}',
      message: 'model not found',
    },
    { name: 'an error without message', body: '{"error":{}}', message: '{"error":{}}' },
    { name: 'a list', body: '[1]', message: '[1]' },
  ])('quotes $name', ({ body, message }) => {
    expect(failureOfReply(502, {}, body, wall).message).toBe(message);
  });
});

describe('failureWithin', () => {
  it.each([
    { error: { type: 'overloaded_error' }, kind: 'overloaded' },
    { error: { type: 'rate_limit_error' }, kind: 'rate-limited' },
    { error: { type: 'rate_limit_exceeded' }, kind: 'rate-limited' },
    { error: { type: 'api_error' }, kind: 'server-error' },
    { error: { type: 'timeout_error' }, kind: 'server-error' },
    { error: { type: 'invalid_request_error' }, kind: 'client-error' },
    { error: { type: 'something_new' }, kind: 'server-error' },
    { error: { status: 429 }, kind: 'rate-limited' },
    { error: { status: 502, type: 'rate_limit_error' }, kind: 'server-error' },
    { error: { status: 7 }, kind: 'server-error' },
    { error: {}, kind: 'server-error' },
  ])('takes $error for $kind', ({ error, kind }) => {
    expect(failureWithin(error).kind).toBe(kind);
  });

  it('never has an empty message', () => {
    expect(failureWithin({ message: ' ' }).message).toBe('an error without a message');
  });
});
