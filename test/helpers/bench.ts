// The command line from source: what bin/bench.js starts, without a build before it. Needs the condition
// @llm-bench/source, which forked processes and workers inherit.
import { main } from '../../src/cli/main.ts';

process.exitCode = await main(process.argv.slice(2), process);
