export { countSource } from './count.ts';
export { csvSource } from './csv.ts';
export { jsonlSource } from './jsonl.ts';
export { listSource } from './list.ts';
export { syntheticSource } from './synthetic.ts';
