import { describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

async function verdictOf(dockerfile: string): Promise<string | undefined> {
  const { results } = check(await factsOf({ Dockerfile: dockerfile }), rules);
  return results.find(({ rule }) => rule === 'non-root-user')?.verdict;
}

describe('a user by name', () => {
  test.each([
    ['made with useradd', 'FROM docker.io/library/python:3.13\nRUN useradd --system app\nUSER app\n'],
    [
      'made under the name of a variable',
      'FROM docker.io/library/python:3.13\nARG WHO=app\nRUN adduser -D $WHO\nUSER app\n',
    ],
    ['copied with the list of users', 'FROM scratch\nCOPY --from=build /etc/passwd /etc/passwd\nUSER app\n'],
    ["the base's own", 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nUSER root\nUSER jovyan\n'],
    ['a further one of the base', 'FROM docker.io/rocker/rstudio:4.5.1\nUSER rstudio\n'],
    ['a number', 'FROM docker.io/library/python:3.13\nUSER 1234:1234\n'],
    ['nobody', 'FROM docker.io/library/python:3.13\nUSER nobody\n'],
  ])('passes where it is %s', async (_, dockerfile) => {
    expect(await verdictOf(dockerfile)).toBe('pass');
  });

  test.each([
    ['nothing makes', 'FROM docker.io/library/python:3.13\nUSER app\n'],
    ['only a longer name has', 'FROM docker.io/library/python:3.13\nRUN useradd --system app-data\nUSER app\n'],
    ['an image from scratch has none of', 'FROM scratch\nUSER nobody\n'],
  ])('is unknown where it is one that %s', async (_, dockerfile) => {
    expect(await verdictOf(dockerfile)).toBe('unknown');
  });
});
