/**
 * Path and query of what a client asks for. Those that believe in a proxy send the whole URL, which every server has to
 * accept (RFC 9112, section 3.2.2).
 */
export function originForm(target: string): string {
  const [, path] = /^https?:\/\/[^/?]*(.*)$/i.exec(target) ?? [];
  if (path === undefined) return target;
  return path.startsWith('/') ? path : `/${path}`;
}
