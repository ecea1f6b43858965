import { parentPort, workerData } from 'node:worker_threads';
import { planRequest } from '../session.ts';
import { toPlainError } from '../virtual/messages.ts';
import type { FromShard, ShardSetting, ToShard } from './messages.ts';
import { Shard } from './shard.ts';

const port = parentPort;
if (!port) throw new Error('this file is the entry of a worker');
const tell = (message: FromShard) => port.postMessage(message);
const fail = (error: unknown) => tell({ type: 'failed', error: toPlainError(error) });

const { request, address } = workerData as ShardSetting;
try {
  const { scenario, keepText } = await planRequest(request);
  const shard = new Shard(scenario, address, keepText, tell);
  port.on('message', (message: ToShard) => void shard.hear(message).catch(fail));
  tell({ type: 'done' });
} catch (error) {
  fail(error);
}
