import { expect, it } from 'vitest';
import { originForm } from '../../mock-server/origin-form.ts';

it.each([
  ['/v1/messages?a=1', '/v1/messages?a=1'],
  ['http://mock:4010/v1/messages?a=http://b/c', '/v1/messages?a=http://b/c'],
  ['HTTPS://mock/__mock/state', '/__mock/state'],
  ['http://mock', '/'],
  ['http://mock?a=1', '/?a=1'],
  ['/http://mock/v1', '/http://mock/v1'],
  ['*', '*'],
  ['', ''],
])('%s is %s', (target, path) => {
  expect(originForm(target)).toBe(path);
});
