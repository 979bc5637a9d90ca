import type { LoopbackCounts, Observation } from '../../../model/rehearsal/rehearsal.ts';

/** `localhost:5432`, `127.0.0.1, port 6379`, `[::1]:11434`, `host='localhost', port=11434`: as libraries complain of what did not answer. */
const ofItself =
  /(?:\b(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3})|(?<![\w:])::1)\b["'\])]{0,3}(?::| ?, ?(?:TCP )?(?:port ?[=:]? ?)?| (?:TCP )?port | and accepting\s{1,9}TCP\/IP connections on port )["']?(\d{2,5})\b/gi;

const complaint =
  /cannot connect|could not connect|failed to connect|connection to server at .{0,60} failed|no such file|refused|is .{0,20}running(?:\?| on host)|connections on port \d{1,5}\?|max retries|ENOENT/i;

/**
 * What a run asked of its own machine and did not get: connections to loopback that the kernel counted, with the ports that its output complains of, and sockets in
 * the file system of which its output says that they are not there.
 */
export function askedOfItself(
  log: string,
  { refused, taken }: LoopbackCounts = { refused: 0, taken: 0 },
): Pick<Observation, 'loopback'> {
  const lines = log.split('\n').filter((line) => complaint.test(line));
  const files = lines.flatMap((line) => line.split(/[\s'"`(),:;]/).flatMap(toSocket));
  const ports = [...lines.join('\n').matchAll(ofItself)].map(([, port = '']) => `127.0.0.1:${port}`);
  const named = [...new Set([...(refused > 0 ? ports : []), ...files])].slice(0, 10);
  return refused > 0 || named.length > 0 ? { loopback: { refused, taken, named } } : {};
}

/** A word that is the path of a socket; `unix:///run/x.sock.` is parted at its colon before. */
function toSocket(word: string): readonly string[] {
  const path = (word.endsWith('.') ? word.slice(0, -1) : word).replace('///', '/');
  const isSocket = /\.sock(?:et)?$/.test(path) || path.includes('.s.PGSQL.');
  return isSocket && path.startsWith('/') && path.length <= 100 ? [path] : [];
}
