import { expect, test } from 'vitest';
import type { ReachedProgram } from '../../src/model/programs/reach.ts';
import { judgeReached } from '../../src/rules/shared/reach/judge-reached.ts';
import { factsOf } from '../helpers/project.ts';

test('every rule gets the same programs, and what was found out of them for one holds for the next', async () => {
  const facts = await factsOf({
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n',
    // Nothing calls the function, so that the program is judged without what it does.
    'main.py': 'import os\ndef unused():\n    os.remove("/x")\nprint(1)\n',
  });
  const [dockerfile] = facts.dockerfiles;
  const image = dockerfile?.final;
  if (dockerfile === undefined || image === undefined) throw new Error('there is no image');
  const [first, second] = [0, 1].map(() => {
    const seen: ReachedProgram[] = [];
    judgeReached(image, dockerfile, facts, { sought: 'nothing', find: (reached) => (seen.push(reached), []) });
    return seen;
  });
  const calls = first?.flatMap(({ program }) => program.calls.map(({ callee }) => callee));
  expect(calls).toEqual(['print']);
  expect(second?.map(({ program }) => program)).toEqual(first?.map(({ program }) => program));
  expect(second?.every(({ program }, at) => program === first?.[at]?.program)).toBe(true);
});
