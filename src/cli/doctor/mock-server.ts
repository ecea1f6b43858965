import { createRealClock } from '../../clock/real.ts';
import type { MockPlan } from '../../core/mock-plan.ts';
import { createMockAdmin } from '../mock-admin.ts';
import { startMockProcess } from '../mock-process.ts';
import type { Finding } from './check.ts';

const CALLS = 50;

/** Whether the mock server starts in its own process and answers, and how fast. */
export async function checkMockServer(plan: MockPlan): Promise<Finding> {
  const name = 'mock server';
  try {
    const clock = createRealClock();
    const started = clock.now();
    const mock = await startMockProcess(plan);
    const startTime = clock.now() - started;
    try {
      const admin = createMockAdmin(mock.url);
      const asked = clock.now();
      for (let i = 0; i < CALLS; i++) await admin.read();
      const perCall = (clock.now() - asked) / CALLS;
      const detail = `starts in ${startTime.toFixed(0)} ms, answers in ${perCall.toFixed(2)} ms`;
      return { name, status: 'ok', detail };
    } finally {
      await mock.close();
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, status: 'fail', detail, hint: 'run `bench mock` by itself to see more.' };
  }
}
