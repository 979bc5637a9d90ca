import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseChallenges } from '../../../src/io/registry/parse-challenges.ts';

test('the challenges of the registries that our bases come from', () => {
  expect(
    parseChallenges(
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/python:pull"',
    ),
  ).toEqual([
    {
      scheme: 'bearer',
      parameters: {
        realm: 'https://auth.docker.io/token',
        service: 'registry.docker.io',
        scope: 'repository:library/python:pull',
      },
    },
  ]);
  expect(parseChallenges('Basic realm="a, b", charset="UTF-8", Bearer Realm=https://x/y, error="in\\"valid"')).toEqual([
    { scheme: 'basic', parameters: { realm: 'a, b', charset: 'UTF-8' } },
    { scheme: 'bearer', parameters: { realm: 'https://x/y', error: 'in"valid' } },
  ]);
});

test('what is no challenge gives none, and nothing throws', () => {
  expect(parseChallenges('')).toEqual([]);
  expect(parseChallenges('realm="x"')).toEqual([]);
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseChallenges(text))));
});

test('a realm comes back as it was quoted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (realm) => {
      const quoted = realm.replace(/["\\]/g, '\\$&');
      expect(parseChallenges(`Bearer service="s", realm="${quoted}"`)[0]?.parameters['realm']).toBe(realm);
    }),
  );
});
