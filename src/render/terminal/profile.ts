import type { JudgedCheck } from '../../analyze/calibrate/check-profile.ts';
import type { Json } from '../../core/plan.ts';
import type { Profile } from '../../core/profile.ts';
import {
  formatChange,
  formatCount,
  formatDecimal,
  formatDuration,
  formatInstant,
  formatShare,
} from '../format.ts';
import { cleanText } from '../markup.ts';
import { alignedColumns } from './columns.ts';
import type { Style } from './style.ts';
import { wrap } from './width.ts';

/** How a profile is shown. */
export interface ProfileLayout {
  readonly checks: readonly JudgedCheck[];
  /** Where it was written; `undefined` where it was not, because it is off. */
  readonly file: string | undefined;
  readonly width: number;
  readonly style: Style;
}

/** What was read off a recorded run, and how near the mock comes to it. */
export function renderProfile(
  profile: Profile,
  { checks, file, width, style }: ProfileLayout,
): string {
  const { scenario, recorded_at, fit } = profile;
  const title = `${scenario}, recorded ${formatInstant(recorded_at)}: ${formatCount(fit.attempts)} answered attempts`;
  const facts = factsOf(profile).flatMap(([label, text]) =>
    wrap(text, width, `  ${label.padEnd(10)}`, ' '.repeat(12)),
  );
  return [
    ...wrap(cleanText(title), width).map((line) => style('bold', line)),
    ...facts,
    '',
    ...checkLines(checks, style),
    '',
    ...fit.notices.flatMap(({ message, hint }) => [
      ...wrap(message, width, '! ', '  ').map((line) => style('yellow', line)),
      ...(hint ? wrap(hint, width, '  ').map((line) => style('dim', line)) : []),
    ]),
    ...closing(file, width, style),
    '',
  ].join('\n');
}

type Fact = readonly [label: string, text: string];

function factsOf({ options, fit }: Profile): readonly Fact[] {
  const { lognormal, latency, load, slots, limits } = fit;
  const spread = `median ${formatDuration(lognormal.median_ms)}, sigma ${formatDecimal(lognormal.sigma)}`;
  const distance = `${lognormal.distance.toFixed(3)} from log-normal`;
  const service =
    latency === 'lognormal'
      ? `log-normal, ${spread} (${distance})`
      : `as recorded, ${spread}: ${distance} is too far`;
  return [
    ['service', service],
    ...(load
      ? [
          [
            'load',
            load.map(([n, ms]) => `${formatCount(n)} in service ${formatDuration(ms)}`).join(', '),
          ] as const,
        ]
      : []),
    ...(slots === undefined
      ? []
      : [['slots', `${formatCount(slots)} at a time, others wait`] as const]),
    ...(limits ? [['limits', `${pairsOf(options.limits)} (by ${limits})`] as const] : []),
    ...(options.faults ? [['failures', faultsOf(options.faults)] as const] : []),
  ];
}

function pairsOf(limits: Json | undefined): string {
  return Object.entries(limits ?? {})
    .map(([name, value]) => `${name} ${formatCount(Number(value))}`)
    .join(', ');
}

function faultsOf(faults: Json): string {
  return Object.values(faults ?? {})
    .map(({ status, rate }: { status: number; rate: number }) => `${status}: ${formatShare(rate)}`)
    .join(', ');
}

const CHECK_COLUMNS = [
  { key: 'figure', label: '', align: 'left' },
  { key: 'recorded', label: 'recorded', align: 'right' },
  { key: 'mock', label: 'mock', align: 'right' },
  { key: 'change', label: '', align: 'right' },
] as const;

function checkLines(checks: readonly JudgedCheck[], style: Style): readonly string[] {
  if (checks.length === 0) return [];
  const { heading, lines } = alignedColumns(
    CHECK_COLUMNS,
    checks.map(({ figure, recorded_ms, mock_ms }) => ({
      figure: cleanText(figure),
      recorded: formatDuration(recorded_ms),
      mock: formatDuration(mock_ms),
      change: formatChange(mock_ms / recorded_ms - 1),
    })),
  );
  return [
    style('dim', `  ${heading}`),
    ...lines.map((line, i) =>
      checks[i]?.verdict === 'off' ? style('red', `  ${line}`) : `  ${line}`,
    ),
  ];
}

function closing(file: string | undefined, width: number, style: Style): readonly string[] {
  if (file === undefined) {
    const why =
      'The mock is too far off to stand for that server: no profile was written. Record a longer run, with several sizes.';
    return wrap(why, width).map((line) => style('red', line));
  }
  return [
    `wrote ${file}`,
    ...wrap(`mock({ profile: '${file}' }) and bench mock --profile ${file} take it.`, width),
  ];
}
