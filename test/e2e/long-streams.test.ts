import { expect, it } from 'vitest';
import { openaiChat } from '../../src/client/providers/openai-chat.ts';
import { aProvider, readReply } from '../client/read-reply.ts';

// CPU time of one that has the machine for itself; a cost that grows with the square of the length is ten times over it.
it('ten times as long a stream takes at most twelve times the CPU', () => {
  const piece = {
    choices: [{ index: 0, delta: { content: 'and so on ' }, finish_reason: null }],
  };
  const bytes = `data: ${JSON.stringify(piece)}\n\n`;
  const cpuOf = (streams: number, pieces: number) => {
    const chunks = Array<string>(pieces).fill(bytes);
    const before = process.threadCpuUsage();
    for (let stream = 0; stream < streams; stream++) {
      readReply(aProvider(openaiChat, { stream: true, keepText: true }), chunks);
    }
    const { user, system } = process.threadCpuUsage(before);
    return user + system;
  };
  cpuOf(1, 20_000);
  // Ten short ones, so that as much garbage is collected: of one alone there is none. In turns, as the machine may change.
  const turns = Array.from({ length: 5 }, () => [cpuOf(1, 40_000), cpuOf(10, 4_000)] as const);
  const long = Math.min(...turns.map(([one]) => one));
  const ten = Math.min(...turns.map(([, short]) => short));
  expect((10 * long) / ten).toBeLessThanOrEqual(12);
});
