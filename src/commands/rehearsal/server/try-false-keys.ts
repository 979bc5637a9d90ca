import { readAnswer } from '../../../engine/answers/read-answer.ts';
import type { CellContainer, HttpAnswer, HttpRequest } from '../../../model/rehearsal/container-engine.ts';
import type { ServerObservation } from '../../../model/rehearsal/rehearsal.ts';

type Door = Pick<HttpRequest, 'from' | 'port'>;

/** What a server was given that is no credential of its own. */
export interface FalseKeys {
  /** Value of the header Authorization, with `{credential}` in it; absent: it is asked as browsers ask. */
  readonly authorization?: string;
  /** As long as the true one, and of the same letters. */
  readonly wrong: string;
  /** What the answers to somebody without the credential set. */
  readonly cookies: Map<string, string>;
}

/** Cookies that are sent back, and letters of all. */
const mostCookies = 20;
const longest = 4096;

/** Keeps what an answer sets, as a browser does. */
export function keepCookies(cookies: Map<string, string>, { headers }: HttpAnswer): void {
  for (const [, name = '', value = ''] of (headers['set-cookie'] ?? '').matchAll(/(?:^|,)\s*([^\s=;,]+)=([^;,]*)/g))
    if (cookies.size < mostCookies) cookies.set(name, value.trim());
}

/** Whether a lock is none: a wrong credential opens it, an empty one does, or what a refusal hands to everybody. */
export async function tryFalseKeys(
  cell: CellContainer,
  door: Door,
  closed: readonly string[],
  { authorization = 'Bearer {credential}', wrong, cookies }: FalseKeys,
): Promise<Pick<ServerObservation, 'open' | 'openedBy' | 'answer'> | undefined> {
  const inHeader = (word: string): string => authorization.replace('{credential}', () => word).trim();
  const basic = `Basic ${Buffer.from(`user:${wrong}`).toString('base64')}`;
  const keys = [
    { openedBy: 'a wrong credential', authorization: inHeader(wrong) },
    { openedBy: 'a wrong credential', authorization: basic },
    { openedBy: 'a wrong credential', query: `token=${wrong}` },
    { openedBy: 'an empty credential', authorization: inHeader('') },
    { openedBy: 'an empty credential', query: 'token=' },
  ] as const;
  for (const { openedBy, query, ...header } of keys.map((key) => ({ query: '', ...key }))) {
    const paths = query === '' ? closed : closed.map((path) => `${path}${path.includes('?') ? '&' : '?'}${query}`);
    const answers = await cell.ask({ ...door, paths, ...header });
    for (const answer of answers) if (typeof answer === 'object') keepCookies(cookies, answer);
    const opened = findOpen(paths, answers, query.replace(wrong, '...'));
    if (opened !== undefined) return { ...opened, openedBy };
  }
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  if (cookie === '' || cookie.length > longest) return undefined;
  const opened = findOpen(closed, await cell.ask({ ...door, paths: closed, cookie }), '');
  return opened === undefined ? undefined : { ...opened, openedBy: 'the cookies that its own answers set' };
}

function findOpen(
  paths: readonly string[],
  answers: Awaited<ReturnType<CellContainer['ask']>>,
  query: string,
): Pick<ServerObservation, 'open' | 'answer'> | undefined {
  const at = answers.findIndex((answer) => typeof answer === 'object' && readAnswer(answer) === 'open');
  const [answer, asked = ''] = [answers[at], paths[at]];
  if (typeof answer !== 'object') return undefined;
  const path = query === '' ? asked : asked.slice(0, asked.search(/[?&]token=/));
  return { open: path, answer: `${query === '' ? path : `${path}?${query}`}: ${String(answer.status)}` };
}

/** A path that GET is refused at, and that answers a POST or opens a websocket for anybody: a lock for GET alone. */
export async function findOtherwise(
  cell: CellContainer,
  door: Door,
  closed: readonly string[],
): Promise<string | undefined> {
  const paths = [...new Set(['/', ...closed])];
  for (const manner of ['POST', 'websocket'] as const) {
    const answers = await cell.ask({ ...door, paths, manner });
    for (const [at, path] of paths.entries()) {
      const answer = answers[at];
      if (typeof answer !== 'object') continue;
      const isServed = manner === 'websocket' ? answer.status === 101 : readAnswer(answer) === 'open';
      if (isServed) return `${manner} ${path}: ${String(answer.status)}`;
    }
  }
  return undefined;
}
