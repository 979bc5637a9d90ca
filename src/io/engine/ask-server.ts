import type { CellContainer, HttpAnswer, HttpRequest } from '../../model/rehearsal/container-engine.ts';
import type { WatchedNetwork } from '../network-watch/watched-network.ts';

/** Answers for each path, of a server in a network that is watched; nothing for each where none is. */
export async function ask(watched: WatchedNetwork | undefined, asked: HttpRequest): ReturnType<CellContainer['ask']> {
  const raw = (await watched?.ask(asked)) ?? [];
  return asked.paths.map((_, at) => {
    const text = raw[at];
    return text === undefined ? undefined : (parseAnswer(text) ?? 'no HTTP');
  });
}

function parseAnswer(raw: string): HttpAnswer | undefined {
  const found = /^HTTP\/\d\.\d (\d{3})[^\r\n]*\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw);
  if (found === null) return undefined;
  const headers = Object.fromEntries(
    (found[2] ?? '')
      .split(/\r?\n/)
      .map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(found[1]), headers, body: found[3] ?? '' };
}
