import { expect, test } from 'vitest';
import { withoutLogins } from '../../../src/model/text/without-logins.ts';

test.each([
  ['https://ada:s3cret@example.org/a', 'https://ada:***@example.org/a'],
  ['https://:s3cret@example.org/a', 'https://:***@example.org/a'],
  [`https://ghp_${'a'.repeat(36)}@github.com/me/x.git`, 'https://***@github.com/me/x.git'],
  [`https://ghp_${'a'.repeat(36)}:x-oauth-basic@github.com/me/x.git`, 'https://***:***@github.com/me/x.git'],
  ['of a and b: postgres://u:p@db/x, redis://:q@h', 'of a and b: postgres://u:***@db/x, redis://:***@h'],
])('a password or a token is not quoted: %s', (given, shown) => {
  expect(withoutLogins(given)).toBe(shown);
});

test.each([
  'https://example.org/a@b',
  'ssh://git@github.com/me/x.git',
  'https://oauth2:${TOKEN}@gitlab.com/x.git',
  'https://$TOKEN@gitlab.com/x.git',
  'https://<user>:<token>@example.org',
  'mail ada@example.org',
])('what tells nothing stays: %s', (text) => {
  expect(withoutLogins(text)).toBe(text);
});
