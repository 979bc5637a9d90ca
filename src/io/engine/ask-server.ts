import type { CellContainer, HttpAnswer, HttpRequest } from '../../model/rehearsal/container-engine.ts';
import type { RawAnswer, WatchedNetwork } from '../network-watch/watched-network.ts';

/** Answers for each path, of a server in a network that is watched; nothing for each where none is. */
export async function ask(watched: WatchedNetwork | undefined, asked: HttpRequest): ReturnType<CellContainer['ask']> {
  const raw = (await watched?.ask(asked)) ?? [];
  return asked.paths.map((_, at) => {
    const answer = raw[at];
    return answer === undefined ? undefined : (parseAnswer(answer) ?? 'no HTTP');
  });
}

function parseAnswer({ text, isWhole }: RawAnswer): HttpAnswer | undefined {
  const found = /^HTTP\/\d\.\d (\d{3})[^\r\n]*\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(text);
  if (found === null) return undefined;
  const headers = new Map<string, string>();
  for (const line of (found[2] ?? '').split(/\r?\n/)) {
    const name = line.split(':')[0]?.toLowerCase() ?? '';
    const value = line.slice(line.indexOf(':') + 1).trim();
    // One that is there twice says both.
    headers.set(name, headers.has(name) ? `${headers.get(name) ?? ''}, ${value}` : value);
  }
  return {
    status: Number(found[1]),
    headers: Object.fromEntries(headers),
    body: found[3] ?? '',
    ...(!isWhole && { isCut: true as const }),
  };
}
