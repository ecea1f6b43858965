import { join, relative } from 'node:path';
import type { ConstraintTexts } from '../../analyze/tune/constraints.ts';
import { readConstraints } from '../../analyze/tune/constraints.ts';
import { fewestItems } from '../../analyze/tune/evidence.ts';
import { isRange, parseVary } from '../../analyze/tune/vary.ts';
import { createRealClock } from '../../clock/real.ts';
import type { Mistake } from '../../core/errors.ts';
import { BenchError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import type { Tuning, TuningConstraint } from '../../core/tuning.ts';
import { renderTuningHtml } from '../../render/html/tuning-page.ts';
import { indentJson } from '../../render/json.ts';
import { renderTuning } from '../../render/terminal/tuning.ts';
import { loadScenario } from '../../scenario/load-scenario.ts';
import type { PlannedScenario } from '../../scenario/plan-scenario.ts';
import { planScenario } from '../../scenario/plan-scenario.ts';
import { EXIT_CODES, SIGNAL_CODES } from '../exit-codes.ts';
import { fileStamp } from '../file-stamp.ts';
import type { Io } from '../io.ts';
import { OutputDirectory } from '../output-directory.ts';
import type { Stop } from '../stop-signals.ts';
import { listenForStop } from '../stop-signals.ts';
import { styleFor } from '../style.ts';
import { widthOf } from '../width.ts';
import { REAL_BUDGET } from './budget.ts';
import type { Knob, RangeKnob } from './knob.ts';
import { defaultKnob, findKnob, isProbed } from './knob.ts';
import { searchMany, searchOne } from './search.ts';
import { openTuneStage, REAL_ITEMS, VIRTUAL_ITEMS } from './stage.ts';

/** What the user asked for. */
export interface TuneFlags extends ConstraintTexts {
  readonly strategy?: readonly string[];
  readonly vary?: readonly string[];
  readonly clock: Plan['clock'];
  readonly seed?: number;
  /** Items of a probe, at first. */
  readonly items?: number;
  /** Most combinations of several options. */
  readonly samples: number;
  /** Sizes that are tried for real after a search on a mock that was fitted to the server. */
  readonly confirm?: number;
  readonly out?: string;
  readonly json?: true;
  readonly quiet?: true;
  readonly yes?: true;
}

/** What a search works on. */
export interface TuneWork {
  readonly scenario: PlannedScenario;
  readonly knobs: readonly [Knob, ...Knob[]];
  /** The only one, when all of its range is searched. */
  readonly range: RangeKnob | undefined;
  readonly constraints: readonly TuningConstraint[];
  readonly flags: TuneFlags;
  readonly stop: Stop;
  readonly io: Io;
}

/**
 * Finds the best value of an option, says what it means, and writes it down.
 *
 * @returns the exit code
 */
export async function tune(file: string, flags: TuneFlags, io: Io): Promise<number> {
  const work = await prepareWork(file, flags, io);
  const output = new OutputDirectory(flags.out ?? folderFor(work.scenario.plan), 'tuning.json');
  const { stop } = work;
  try {
    const { range } = work;
    const confirms = flags.confirm !== undefined && range !== undefined;
    const tuning = await (confirms ? searchAndConfirm(work, range) : searchAlone(work));
    output.write('tuning.json', `${indentJson(tuning)}\n`);
    output.write('tuning.html', renderTuningHtml(tuning));
    show(tuning, output, flags, io);
    if (stop.received) return SIGNAL_CODES[stop.received];
    const found =
      tuning.recommendation ?? tuning.candidates?.find(({ state }) => state === 'feasible');
    return found ? EXIT_CODES.pass : EXIT_CODES.invalidRun;
  } finally {
    stop.dispose();
  }
}

async function searchAlone(work: TuneWork): Promise<Tuning> {
  const { scenario, range, flags, io, stop } = work;
  const stage = await openTuneStage(scenario, flags, io, stop.signal);
  try {
    return await (range ? searchOne(work, range, stage) : searchMany(work, stage));
  } finally {
    await stage.close();
  }
}

/** What records and fits is loaded only where it is asked for: a search alone starts in two thirds of the time. */
async function searchAndConfirm(work: TuneWork, range: RangeKnob): Promise<Tuning> {
  const { confirmBest } = await import('./confirm.ts');
  return confirmBest(work, range);
}

/** The one range of one strategy that is searched; `undefined` where lists and several are tried one by one. */
function rangeOf([knob, ...more]: readonly Knob[], { strategy = [] }: TuneFlags) {
  const isOne = knob !== undefined && more.length === 0 && strategy.length < 2;
  return isOne && isRange(knob) ? knob : undefined;
}

/** Reads flags and scenario. @throws {BenchError} USAGE with all mistakes */
async function prepareWork(file: string, flags: TuneFlags, io: Io): Promise<TuneWork> {
  const { clock, seed } = flags;
  const scenario = await planScenario(await loadScenario(file), {
    file,
    overrides: {
      clock: flags.confirm === undefined ? clock : 'real',
      ...(seed !== undefined && { seed }),
    },
  });
  const { plan } = scenario;
  const texts = { ...flags, maxErrors: flags.maxErrors ?? DEFAULT_ERRORS };
  const { constraints, mistakes } = readConstraints(texts);
  const { knobs, wrong } = knobsOf(plan, flags);
  const all = [...mistakes, ...wrong, ...wrongEvidence(constraints, flags, plan)];
  if (plan.maxCostUsd !== undefined) {
    const message = 'a search keeps no account.';
    const hint = `leave it out: a search on the real clock sends about ${REAL_BUDGET} items.`;
    all.push({ path: 'maxCost', message, hint });
  }
  const range = rangeOf(knobs, flags);
  if (flags.confirm !== undefined && !range) {
    const message = 'tries the best values of one range.';
    all.push({
      path: '--confirm',
      message,
      hint: 'vary one option with it: --vary pool.size=1..200.',
    });
  }
  if (!plan.strategies.some(isProbed)) {
    const message = 'none of them can be asked in a closed loop.';
    all.push({ path: 'strategies', message, hint: 'add a semaphore({ size: 10 }).' });
  }
  if (plan.task) {
    all.push({
      path: 'task',
      message: 'a search asks single questions.',
      hint: 'leave task out of the scenario.',
    });
  }
  const [first, ...others] = knobs;
  if (!first || all.length > 0) {
    throw new BenchError('USAGE', `${file} cannot be tuned so; nothing was sent.`, {
      mistakes: all,
    });
  }
  const stop = listenForStop(io, 'stopping: saying what was found; once more to quit now');
  return { scenario, knobs: [first, ...others], range, constraints, flags, io, stop };
}

/** Without a constraint the largest size would win, whatever it breaks. */
const DEFAULT_ERRORS = '1%';

function knobsOf(
  plan: Plan,
  { vary = [], strategy = [] }: TuneFlags,
): { readonly knobs: readonly Knob[]; readonly wrong: readonly Mistake[] } {
  const wrong: Mistake[] = [];
  const known = plan.strategies.filter(isProbed).map(({ name }) => name);
  for (const name of strategy) {
    const named = plan.strategies.find((each) => each.name === name);
    if (named && isProbed(named)) continue;
    const message = named
      ? `"${name}" (${named.kind}) cannot be asked in a closed loop.`
      : `the scenario has no strategy "${name}".`;
    wrong.push({ path: '--strategy', message, hint: `those that can: ${known.join(', ')}.` });
  }
  const knobs = vary.flatMap((text): Knob[] => {
    const read = parseVary(text);
    const found = read
      ? findKnob(read, plan, strategy)
      : {
          path: `--vary ${text}`,
          message: 'names no option with its values, from low to high.',
          hint: VARY_HINT,
        };
    if ('values' in found) return [found];
    wrong.push(found);
    return [];
  });
  if (vary.length > 0) return { knobs, wrong };
  const size = defaultKnob(plan, strategy);
  if (size) return { knobs: [size], wrong };
  const message = 'no strategy of the scenario has a size.';
  return { knobs, wrong: [...wrong, { path: '--vary', message, hint: VARY_HINT }] };
}

const VARY_HINT =
  'write --vary semaphore.size=1..200, --vary retry.maxRetries=0,2,4 or --vary retry.jitter=full,equal.';

/** A probe that is too short cannot pass, however well all goes. */
function wrongEvidence(
  constraints: readonly TuningConstraint[],
  { items: asked, confirm }: TuneFlags,
  { clock }: Plan,
): readonly Mistake[] {
  const isReal = clock === 'real' && confirm === undefined;
  if (isReal && asked !== undefined && asked > REAL_BUDGET) {
    const message = `${asked} items are more than a whole search sends on the real clock.`;
    return [{ path: '--items', message, hint: `it sends about ${REAL_BUDGET} of them.` }];
  }
  const items = asked ?? (isReal ? REAL_ITEMS.first : VIRTUAL_ITEMS.most);
  const fewest = fewestItems(constraints);
  if (items >= fewest) return [];
  const message = `${items} items cannot show that the constraints hold, even if all of them do well.`;
  return [
    {
      path: '--items',
      message,
      hint: `it takes ${fewest} of them: --items ${fewest}, or a wider constraint.`,
    },
  ];
}

function folderFor({ scenario }: Plan): string {
  return join('reports', scenario, `tune-${fileStamp(createRealClock().wall())}`);
}

function show(tuning: Tuning, output: OutputDirectory, { json }: TuneFlags, io: Io): void {
  if (json) {
    io.stdout.write(`${indentJson(tuning)}\n`);
    return;
  }
  const width = widthOf(io.stdout);
  const files = [
    { label: 'report', path: relative('.', output.file('tuning.html')) },
    { label: 'result', path: relative('.', output.file('tuning.json')) },
  ];
  io.stdout.write(renderTuning(tuning, { width, style: styleFor(io.stdout), files }));
}
