// The first module of every thread and process of our own: imports the one that its argument names. Keeps compiled code
// as bin/bench.js does, because a thread does not inherit that: a tenth of a run's start-up.
import module from 'node:module';
import process from 'node:process';

module.enableCompileCache();
await import(process.argv[2] as string);
