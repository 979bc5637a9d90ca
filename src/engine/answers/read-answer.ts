import type { HttpAnswer } from '../../model/rehearsal/container-engine.ts';

/** What one answer to a request without a credential means; `redirect` carries the path to ask next. */
export type AnswerMeaning = 'asks' | 'open' | 'unclear' | { readonly redirect: string };

const loginPath = /(?:^|[/_-])(?:log-?in|sign-?in|auth|oauth2?)(?:[/?_-]|$)/i;

/** Whether a server asked for a credential, served the page, or sent us elsewhere. */
export function readAnswer(path: string, answer: HttpAnswer): AnswerMeaning {
  if (answer.status === 401 || answer.status === 403) return 'asks';
  if (answer.status >= 300 && answer.status < 400) {
    const next = (answer.headers['location'] ?? '').replace(/^https?:\/\/[^/]+/, '');
    return next.startsWith('/') ? { redirect: next } : 'unclear';
  }
  if (answer.status !== 200) return 'unclear';
  return loginPath.test(path) || /<input[^>]+type=["']?password/i.test(answer.body) ? 'asks' : 'open';
}
