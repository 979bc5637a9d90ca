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
    [
      'made by a line of the list of users',
      "FROM docker.io/library/python:3.13\nRUN echo 'app:x:1000:1000::/:/bin/sh' >>/etc/passwd\nUSER app\n",
    ],
    ['a further one of the base', 'FROM docker.io/rocker/rstudio:4.5.1\nUSER rstudio\n'],
    ['made in a heredoc', 'FROM docker.io/library/python:3.13\nRUN <<EOF\nuseradd -m app\nEOF\nUSER app\n'],
    ['a number', 'FROM docker.io/library/python:3.13\nUSER 1234:1234\n'],
    ['nobody', 'FROM docker.io/library/python:3.13\nUSER nobody\n'],
  ])('passes where it is %s', async (_, dockerfile) => {
    expect(await verdictOf(dockerfile)).toBe('pass');
  });

  test.each([
    ['nothing makes', 'FROM docker.io/library/python:3.13\nUSER app\n'],
    ['only a longer name has', 'FROM docker.io/library/python:3.13\nRUN useradd --system app-data\nUSER app\n'],
    [
      'packages of a language do not make',
      'FROM docker.io/library/python:3.13\nRUN pip install pandas==3.0.6\nUSER app\n',
    ],
    [
      'only a path and a chown name',
      'FROM docker.io/library/python:3.13\nRUN mkdir /app && chown -R app /app\nUSER app\n',
    ],
    [
      'only another stage makes',
      'FROM docker.io/library/python:3.13 AS build\nRUN useradd app\nFROM docker.io/library/python:3.13\nUSER app\n',
    ],
  ])('fails where the base is known and it is one that %s', async (_, dockerfile) => {
    expect(await verdictOf(dockerfile)).toBe('fail');
  });

  test.each([
    ['nothing makes on a base that nobody knows', 'FROM example.org/lab/base:1\nUSER app\n'],
    [
      'a system package may make',
      'FROM docker.io/library/python:3.13\nRUN apt-get update && apt-get install -y slurm\nUSER slurm\n',
    ],
    ['a script may make', 'FROM docker.io/library/python:3.13\nCOPY s.sh /\nRUN bash /s.sh\nUSER app\n'],
    [
      'what a shell is fed may make',
      'FROM docker.io/library/python:3.13\nRUN curl -fsS https://example.org/setup | bash\nUSER app\n',
    ],
    ['a program may make', 'FROM docker.io/library/python:3.13\nCOPY setup /usr/bin/\nRUN /usr/bin/setup\nUSER app\n'],
    ['a copied file system may bring', 'FROM docker.io/library/python:3.13\nCOPY --from=build / /\nUSER app\n'],
    ['a distribution has', 'FROM docker.io/library/python:3.13\nUSER www-data\n'],
    ['an image from scratch has none of', 'FROM scratch\nUSER nobody\n'],
  ])('is unknown where it is one that %s', async (_, dockerfile) => {
    expect(await verdictOf(dockerfile)).toBe('unknown');
  });
});
