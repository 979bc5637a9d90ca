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
  /** Pages that ask for a credential, with their paths. */
  readonly logins: ReadonlyMap<string, string>;
}

/** Cookies that are sent back, and letters of all. */
const mostCookies = 20;
const longest = 4096;

/** How often what an answer set anew is sent back. */
const mostRounds = 6;
/** Every browser asks for these, and keeps what they set. */
const askedByBrowsers = ['/favicon.ico', '/robots.txt'];

/** Keeps what an answer sets, as a browser does: a word without a name as well. */
export function keepCookies(cookies: Map<string, string>, { headers }: HttpAnswer): void {
  const set = (headers['set-cookie'] ?? '').matchAll(/(?:^|,)\s*([^\s=;,]+)(?:=([^;,]*)|(?=\s*(?:[;,]|$)))/g);
  for (const [, name = '', value] of set)
    if (cookies.size < mostCookies || cookies.has(name))
      cookies.set(name, value === undefined ? '' : `=${value.trim()}`);
}

/** Whether a lock is none: a wrong credential opens it, an empty one does, a login that takes anything, or what a refusal hands to everybody. */
export async function tryFalseKeys(
  cell: CellContainer,
  door: Door,
  closed: readonly string[],
  { authorization = 'Bearer {credential}', wrong, cookies, logins }: FalseKeys,
): Promise<Pick<ServerObservation, 'open' | 'openedBy' | 'answer'> | undefined> {
  const inHeader = (word: string): string => authorization.replace('{credential}', () => word).trim();
  const basic = `Basic ${Buffer.from(`user:${wrong}`).toString('base64')}`;
  const keys = [
    { openedBy: 'a wrong credential', authorization: inHeader(wrong) },
    { openedBy: 'a wrong credential', authorization: `Bearer ${wrong}` },
    { openedBy: 'a wrong credential', authorization: basic },
    { openedBy: 'a wrong credential', query: `token=${wrong}` },
    { openedBy: 'a wrong credential', query: 'token=0' },
    { openedBy: 'a wrong credential', query: 'token=a' },
    { openedBy: 'an empty credential', authorization: inHeader('') },
    { openedBy: 'an empty credential', authorization: `Basic ${Buffer.from(':').toString('base64')}` },
    { openedBy: 'an empty credential', query: 'token=' },
    { openedBy: 'an empty credential', query: 'token' },
  ] as const;
  for (const { openedBy, query, ...header } of keys.map((key) => ({ query: '', ...key }))) {
    const paths = query === '' ? closed : closed.map((path) => `${path}${path.includes('?') ? '&' : '?'}${query}`);
    const answers = await cell.ask({ ...door, paths, ...header });
    for (const answer of answers) if (typeof answer === 'object') keepCookies(cookies, answer);
    const opened = findOpen(paths, answers, query.replace(wrong, '...'));
    if (opened !== undefined) return { ...opened, openedBy };
  }
  const handedOut = await tryCookies(cell, door, closed, cookies);
  if (handedOut !== undefined) return { ...handedOut, openedBy: 'the cookies that its own answers set' };
  for (const [path, page] of logins) {
    const { action, fields } = readForm(path, page, wrong);
    const [answer] = await cell.ask({ ...door, paths: [action], form: fields, ...cookieOf(cookies) });
    if (typeof answer !== 'object') continue;
    keepCookies(cookies, answer);
    const opened = await tryCookies(cell, door, closed, cookies);
    if (opened !== undefined) return { ...opened, openedBy: 'a wrong password in its login' };
  }
  return undefined;
}

function cookieOf(cookies: ReadonlyMap<string, string>): { readonly cookie?: string } {
  const cookie = [...cookies].map((each) => each.join('')).join('; ');
  return cookie === '' || cookie.length > longest ? {} : { cookie };
}

/** Sends back what answers set, as long as they set something new. */
async function tryCookies(
  cell: CellContainer,
  door: Door,
  closed: readonly string[],
  cookies: Map<string, string>,
): Promise<ReturnType<typeof findOpen>> {
  const paths = [...closed, ...askedByBrowsers];
  for (let round = 0, before = ''; round < mostRounds; round += 1) {
    const { cookie } = cookieOf(cookies);
    if (round > 0 && cookie === before) return undefined;
    before = cookie ?? '';
    const answers = await cell.ask({ ...door, paths, ...cookieOf(cookies) });
    const opened = cookie === undefined ? undefined : findOpen(closed, answers.slice(0, closed.length), '');
    if (opened !== undefined) return opened;
    for (const answer of answers) if (typeof answer === 'object') keepCookies(cookies, answer);
  }
  return undefined;
}

/** The value of an attribute of an element. */
function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(
    `\\s${name}\\s{0,9}=\\s{0,9}(?:"([^"]{0,999})"|'([^']{0,999})'|([^\\s"'>]{1,999}))`,
    'i',
  ).exec(tag);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

/** Where the form of a page is sent, and what somebody without a credential would send. */
function readForm(path: string, page: string, wrong: string): { readonly action: string; readonly fields: string } {
  const form = /<form\b[^<>]{0,2000}>/i.exec(page)?.[0] ?? '';
  const base = 'http://localhost';
  const target = attribute(form, 'action') ?? path;
  const action = URL.canParse(target, `${base}${path}`) ? new URL(target, `${base}${path}`) : undefined;
  const fields = new URLSearchParams();
  for (const [tag] of page.matchAll(/<input\b[^<>]{0,2000}>/gi)) {
    const name = attribute(tag, 'name');
    const value = attribute(tag, 'value') ?? '';
    if (name !== undefined)
      fields.set(name, value !== '' ? value : attribute(tag, 'type') === 'password' ? wrong : 'user');
  }
  if (fields.size === 0) fields.set('password', wrong);
  return { action: action?.origin === base ? `${action.pathname}${action.search}` : path, fields: fields.toString() };
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
