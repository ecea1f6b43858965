// Prints how well `bench tune` searches: many searches on each reference server, held against 160,000 items at every size.
// From the root of the repository: `node --conditions=@llm-bench/source test/helpers/figures/measure-searches.ts`, two minutes.
import { REFERENCE_SERVERS, searchServer, truthAt } from '../tuning.ts';

const SEARCHES = 30;
const TRUTH_SEEDS = 8;
const PLATEAU = 0.97;

for (const [name, server] of Object.entries(REFERENCE_SERVERS)) {
  const [low, high] = server.picks;
  const truth = new Map<number, Awaited<ReturnType<typeof truthAt>>>();
  for (let size = low - 3; size <= high + 2; size++) {
    truth.set(size, await truthAt(server, size, TRUTH_SEEDS));
  }
  const kept = [...truth].filter(([, { broken }]) => broken.length === 0);
  const best = Math.max(...kept.map(([, { perSecond }]) => perSecond));
  const plateau = kept
    .filter(([, { perSecond }]) => perSecond >= PLATEAU * best)
    .map(([size]) => size);
  const picks: number[] = [];
  const lengths: number[] = [];
  let items = 0;
  const before = process.cpuUsage().user;
  for (let search = 0; search < SEARCHES; search++) {
    const { pick = 0, probes } = await searchServer(server, 1 + 100 * search);
    picks.push(pick);
    lengths.push(probes.length);
    items += probes.reduce((sum, probe) => sum + probe.items, 0);
  }
  const milliseconds = (process.cpuUsage().user - before) / 1_000 / SEARCHES;
  const broken = picks.filter((pick) => (truth.get(pick)?.broken.length ?? 1) > 0).length;
  const lost = picks.reduce((sum, pick) => sum + 1 - (truth.get(pick)?.perSecond ?? 0) / best, 0);
  process.stdout.write(
    `${name}: truth ${plateau[0]} to ${plateau.at(-1)}, picks ${Math.min(...picks)} to ${Math.max(...picks)}, ` +
      `broken ${broken} of ${SEARCHES}, ${((100 * lost) / SEARCHES).toFixed(1)} % lost, ` +
      `${lengths.filter((length) => length > 12).length} with 13 to ${Math.max(...lengths)} probes, ${Math.round(items / SEARCHES)} items, ${Math.round(milliseconds)} ms CPU\n`,
  );
}
