import type { HttpAnswer } from '../../model/rehearsal/container-engine.ts';
import { trimEnd } from '../../shared/trim-end.ts';
import { whyVeiled } from './veiled-answer.ts';

/** What one answer to a request without a credential means; `redirect` carries the path to ask next. */
export type AnswerMeaning =
  | 'asks'
  | 'open'
  | 'unclear'
  | { readonly redirect: string }
  /** It lets nobody in, and nobody can tell what it shows: why. */
  | { readonly veiled: string };

const loginPath = /(?:^|[/_-])(?:log-?in|sign-?in|auth|oauth2?)(?:[/?_-]|$)/i;
const passwordField = /<input[^<>]+type=["']?password/i;

/**
 * Whether a server refused the request, served the page, or sent us elsewhere. A page with a field for a password locks nothing by itself: it may
 * be all that there is, or a part of an open page.
 */
export function readAnswer(answer: HttpAnswer): AnswerMeaning {
  if (answer.status === 401 || answer.status === 403) return orVeiled('asks', answer, 'refusal');
  if (answer.status >= 300 && answer.status < 400) {
    const next = (answer.headers['location'] ?? '').replace(/^https?:\/\/[^/]+/, '');
    return next.startsWith('/') ? orVeiled({ redirect: next }, answer, 'refusal') : 'unclear';
  }
  const isServed = answer.status === 200 || (answer.status > 200 && answer.status < 300 && answer.body !== '');
  if (isServed && !passwordField.test(answer.body)) return 'open';
  // A browser shows a page that is not found as well.
  return answer.status < 200 ? 'unclear' : orVeiled('unclear', answer, 'login');
}

/** The same for a page that a redirect led to; `login`: it asks for a credential there, if what led to it leads to nothing else. */
export function readLogin(path: string, answer: HttpAnswer): AnswerMeaning | 'login' {
  const isLogin = answer.status === 200 && loginPath.test(path) && passwordField.test(answer.body);
  return isLogin ? orVeiled('login', answer, 'login') : readAnswer(answer);
}

function orVeiled<Meaning>(
  meaning: Meaning,
  answer: HttpAnswer,
  kind: 'refusal' | 'login',
): Meaning | { veiled: string } {
  const veiled = whyVeiled(answer, kind);
  return veiled === undefined ? meaning : { veiled };
}

/** Whether an answer gives a text away, in its headers or its body, as it is or in base64. */
export function holds({ headers, body }: HttpAnswer, text: string): boolean {
  const all = [body, ...Object.values(headers)].join('\n');
  return all.includes(text) || all.includes(trimEnd(Buffer.from(text).toString('base64'), '='));
}

/** A refusal that asks nobody for a credential. */
export function isBareRefusal({ status, headers }: HttpAnswer): boolean {
  return status === 403 && headers['www-authenticate'] === undefined;
}

/** A path as it is remembered. */
export function withoutQuery(path: string): string {
  return path.replace(/[?#].*/s, '');
}
