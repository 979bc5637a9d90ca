import { findPlaces } from '../../src/engine/pin/find-places.ts';
import { expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

const many = 20_000;
const long = 'x'.repeat(60_000);

/** Files of less than a megabyte that would once have taken minutes, or more memory than there is. */
test.each([
  ['variables that never end', `RUN ${'${A'.repeat(200_000)}\n`],
  ['defaults that never end', `ENV ${'A=${A:-'.repeat(100_000)}\n`],
  ['values that double from line to line', `ENV A=x\n${'ENV A=$A$A\n'.repeat(60)}`],
  [
    'arguments that double',
    `ARG A0=x\n${Array.from({ length: 60 }, (_, at) => `ARG A${String(at + 1)}=$A${String(at)}$A${String(at)}\n`).join('')}`,
  ],
  ['a long value in many words', `ENV A=${long}\nRUN echo ${'$A'.repeat(many)}\n`],
  ['a long value in many commands', `ENV A=${long}\n${'RUN echo $A$A$A\n'.repeat(many)}`],
  ['a long value in many variables', `ENV A=${long}\n${'ENV B=$A\n'.repeat(many)}`],
  ['a long value in many paths', `ENV A=${long}\n${'COPY $A /$A\n'.repeat(many)}`],
  ['a folder in a folder in a folder', 'WORKDIR b\n'.repeat(many)],
])('every rule gives a verdict on %s', async (_title, text) => {
  const { results } = check(await factsOf({ Dockerfile: `FROM docker.io/library/python:3.13\n${text}` }), rules);
  expect(new Set(results.map(({ rule }) => rule)).size).toBe(rules.length);
  expect(results.filter(({ reason }) => reason?.includes('the rule itself failed'))).toEqual([]);
});

test('nor are more lines, in whatever reads a Dockerfile', async () => {
  const text = `FROM docker.io/library/python:3.13\n${'X\n'.repeat(100_000)}`;
  const unread = 'it has 100002 lines; more than 50000 are not read';
  expect((await factsOf({ Dockerfile: text })).dockerfiles).toMatchObject([{ unread, instructions: [] }]);
  expect(findPlaces('Dockerfile', text, 'dockerfile')).toEqual([
    { kind: 'open', file: 'Dockerfile', line: 1, text: 'Dockerfile', reason: `it was not looked at: ${unread}` },
  ]);
});

test.each([
  ['commands', `RUN <<EOF\n${'a\n'.repeat(25_000)}EOF\n`, 'it has more than 20000 commands'],
  ['substitutions', `RUN echo ${'$('.repeat(6000)}${')'.repeat(6000)}\n`, 'it has more than 5000 substitutions'],
  ['nested groups', `RUN ${'{ '.repeat(4000)}a${'; }'.repeat(4000)}\n`, 'it is nested too deeply'],
])(
  'a Dockerfile whose RUN has more %s than are read is not read, and nothing of it passes',
  async (_what, run, why) => {
    const facts = await factsOf({ Dockerfile: `FROM docker.io/library/python:3.13\n${run}` });
    expect(facts.dockerfiles).toMatchObject([{ unread: `its RUN of line 2 is not read: ${why}`, instructions: [] }]);
    const { results } = check(facts, rules);
    const seen = results.filter(({ rule }) => ['dependencies-pinned', 'grouped-run', 'nothing-in-home'].includes(rule));
    expect(seen.map(({ verdict }) => verdict)).toEqual(['unknown', 'unknown', 'unknown']);
  },
);

test.each(['FROM a AS a\n', 'FROM\\\n a AS a\n'])(
  'more stages than a build can have are not read: %j',
  async (stage) => {
    const [dockerfile] = (await factsOf({ Dockerfile: stage.repeat(many) })).dockerfiles;
    expect(dockerfile).toMatchObject({
      unread: 'it has 20000 lines that begin with FROM; more than 1000 are not read',
      stages: [],
    });
  },
);
