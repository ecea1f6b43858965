import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { onAbort } from '../../src/clock/on-abort.ts';

it('calls all who listen, in the order of asking, except who stopped, and adds one event listener for all', () => {
  const { signal, abort } = aController();
  const heard: string[] = [];
  for (const name of ['a', 'b', 'c']) {
    const stop = onAbort(signal, () => heard.push(name));
    if (name === 'b') stop();
  }
  expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  abort();
  expect(heard).toEqual(['a', 'c']);
});

it('keeps the listeners of signals apart', () => {
  const [one, other] = [aController(), aController()];
  const heard: string[] = [];
  onAbort(one.signal, () => heard.push('one'));
  onAbort(other.signal, () => heard.push('other'));
  one.abort();
  expect(heard).toEqual(['one']);
});

function aController() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
