/** Whether a name is what a glob describes; `*` stands for anything, all else for itself. */
export function matcherOf(glob: string): (name: string) => boolean {
  const literal = glob.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const pattern = new RegExp(`^${literal.join('.*')}$`);
  return (name) => pattern.test(name);
}
