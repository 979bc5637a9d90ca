import type { HttpAnswer } from '../../model/rehearsal/container-engine.ts';

/** What one answer to a request without a credential means; `redirect` carries the path to ask next. */
export type AnswerMeaning = 'asks' | 'open' | 'unclear' | { readonly redirect: string };

const loginPath = /(?:^|[/_-])(?:log-?in|sign-?in|auth|oauth2?)(?:[/?_-]|$)/i;
const passwordField = /<input[^<>]+type=["']?password/i;

/**
 * Whether a server refused the request, served the page, or sent us elsewhere. A page with a field for a password locks nothing by itself: it may
 * be all that there is, or a part of an open page.
 */
export function readAnswer(answer: HttpAnswer): AnswerMeaning {
  if (answer.status === 401 || answer.status === 403) return isReadable(answer) ? 'asks' : 'unclear';
  if (answer.status >= 300 && answer.status < 400) {
    const next = (answer.headers['location'] ?? '').replace(/^https?:\/\/[^/]+/, '');
    return next.startsWith('/') ? { redirect: next } : 'unclear';
  }
  if (answer.status !== 200) return 'unclear';
  return passwordField.test(answer.body) ? 'unclear' : 'open';
}

/** As much of an answer as is kept, in bytes. */
const mostRead = 65_536;

/** Whether what a refusal carries was seen as a whole: nobody asked for it in another encoding, and one of more than is read is no mere refusal. */
function isReadable({ headers, body }: HttpAnswer): boolean {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const length = Math.max(Number(headers['content-length'] ?? 0), Buffer.byteLength(body));
  return (encoding === 'identity' || encoding === '') && length < mostRead;
}

/** The same for a page that a redirect led to; `login`: it asks for a credential there, if what led to it leads to nothing else. */
export function readLogin(path: string, answer: HttpAnswer): AnswerMeaning | 'login' {
  const isLogin = answer.status === 200 && loginPath.test(path) && passwordField.test(answer.body);
  return isLogin ? 'login' : readAnswer(answer);
}
