import type { HttpAnswer } from '../../model/rehearsal/container-engine.ts';
import { asShown } from './carries-page.ts';
import { makesText, whyNotPlain } from './plain-markup.ts';

/** What is read as the letters that it is made of: with another set, a browser shows other ones than were compared. */
const plainSets = /^(?:utf-?8|us-ascii|ascii|iso-8859-1|iso8859-1|windows-1252)$/;
const singleByteSets = /^(?:iso-|iso8859|windows)/;
/** Kinds of content that are text, and nothing that a browser draws otherwise. */
const plainKinds = /^(?:text\/(?:plain|html|xml)|application\/(?:xhtml\+xml|xml|json|[\w.-]+\+json))$/;

/** What shows more, or other, than the words that stand in a page. */
const veils: readonly (readonly [RegExp, string])[] = [
  [/\bsrcdoc\b/i, 'it holds a page within the page (srcdoc)'],
  [/<\/?(?:iframe|frame|object|embed|applet|portal)\b/i, 'it shows another page within itself'],
  // A small icon is no document.
  [/\bdata:(?!image\/(?:png|gif|jpeg|x-icon)[;,])[\w.+/-]*(?:;[\w=.+-]*)*,/i, 'it holds a document of its own (data:)'],
  [/<!ENTITY|<\?xml-stylesheet/i, 'it makes a page out of others (entities, a style sheet of XML)'],
  [/<bdo\b|unicode-bidi|[\u202D\u202E\u2066-\u2069]/i, 'it is written from right to left by marks'],
];
/** Letters of scripts that a refusal, or a page where one logs in, brings along: what they make of themselves is not run here. */
const mostOfScripts = { refusal: 2048, login: 16_384 };
/** Letters of a picture that is an icon, and no drawn page. */
const mostOfIcon = 4096;
/** What a page draws by itself; a page where one logs in may have a picture. */
const drawn: readonly [RegExp, string] = [/<svg\b/i, 'it draws a picture of its own (svg)'];
/** Letters of all headers. */
const mostOfHeaders = 8192;

/**
 * Why nobody can tell what an answer that lets nobody in shows to a person. It is judged by what such an answer need not be: encoded, cut, drawn, or a page
 * around another one. Nothing of it is decoded, since there is always one more way to write it.
 */
export function whyVeiled(answer: HttpAnswer, kind: 'refusal' | 'login'): string | undefined {
  const { refresh = '', link = '' } = answer.headers;
  const text = [answer.body, refresh, link].join('\n');
  const shown = asShown(text);
  return (
    whyUnread(answer) ??
    veils.find(([pattern]) => pattern.test(text) || pattern.test(shown))?.[1] ??
    (holdsPicture(shown) ? 'it holds a large picture (data:)' : undefined) ??
    (kind === 'refusal' && drawn[0].test(text) ? drawn[1] : undefined) ??
    (makesText(answer.body) ? 'its style makes text of its own (content:)' : undefined) ??
    (kind === 'refusal' && isMarkup(answer) ? whyNotPlain(answer.body) : undefined) ??
    (lengthOfScripts(answer.body) > mostOfScripts[kind] ? 'its scripts may make a page of what they hold' : undefined)
  );
}

function whyUnread({ headers, body, isCut }: HttpAnswer): string | undefined {
  const encoding = [headers['content-encoding'], headers['transfer-encoding']].find(
    (each) => each !== undefined && !/^(?:identity)?$/i.test(each.trim()),
  );
  if (encoding !== undefined) return `it is encoded (${encoding.slice(0, 40)})`;
  const [kind = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (kind.trim() !== '' && !plainKinds.test(kind.trim())) return `it is no plain page (${kind.trim().slice(0, 40)})`;
  const set = /charset=["']?([\w:.+-]*)/.exec(parameters.join(';'))?.[1] ?? 'utf-8';
  if (!plainSets.test(set)) return `its letters are of another set (${set.slice(0, 40)})`;
  // eslint-disable-next-line no-control-regex
  if (/[\0-\x08\x0E-\x1F\x7F]/.test(body)) return 'it is no text';
  if (!singleByteSets.test(set) && body.includes('\u{FFFD}')) return 'it is no text in UTF-8';
  if (isCut === true) return 'it was not read to its end: it is long, or came late';
  return Object.values(headers).join('').length > mostOfHeaders ? 'its headers are long' : undefined;
}

/** Whether a browser draws it: not JSON, nor text, nor XML that is no page. */
function isMarkup({ headers, body }: HttpAnswer): boolean {
  const kind = (headers['content-type'] ?? '').toLowerCase();
  return kind === '' || kind.includes('html') || (kind.includes('xml') && /xhtml/i.test(body));
}

function lengthOfScripts(body: string): number {
  let all = 0;
  for (const each of body.split(/<script\b/i).slice(1)) all += each.split(/<\/script/i)[0]?.length ?? 0;
  return all;
}

function holdsPicture(text: string): boolean {
  return text
    .split(/\bdata:image\//i)
    .slice(1)
    .some((each) => (each.split(/["'<>)]/)[0]?.length ?? 0) > mostOfIcon);
}
