import { defineVariant } from '../../src/core/variant.ts';
import type { ConnectionFault } from './fault.ts';
import { SOCKETS_ONLY } from './fault.ts';

export const refuse = defineVariant({
  kind: 'refuse',
  summary: 'New connections are reset as soon as they are made; those that are open go on.',
  options: {},
  create: (): ConnectionFault => ({ stage: 'connection', hosts: SOCKETS_ONLY }),
});
