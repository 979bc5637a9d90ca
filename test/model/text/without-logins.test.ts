import { expect, test } from 'vitest';
import { withoutLogins } from '../../../src/model/text/without-logins.ts';

test.each([
  ['https://ada:s3cret@example.org/a', 'https://ada:***@example.org/a'],
  ['https://:s3cret@example.org/a', 'https://:***@example.org/a'],
  [`https://ghp_${'a'.repeat(36)}@github.com/me/x.git`, 'https://***@github.com/me/x.git'],
  [`https://ghp_${'a'.repeat(36)}:x-oauth-basic@github.com/me/x.git`, 'https://***:***@github.com/me/x.git'],
  ['https://u:ab@s3cret@example.org/a', 'https://u:***@example.org/a'],
  ['https://example.org/f.zip?a=1&sig=s3cret&b=2', 'https://example.org/f.zip?a=1&sig=***&b=2'],
  ['https://example.org/f?token=s3cret', 'https://example.org/f?token=***'],
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
  'https://example.org/f?token=$TOKEN',
  'https://example.org/search?keyword=heart',
])('what tells nothing stays: %s', (text) => {
  expect(withoutLogins(text)).toBe(text);
});
