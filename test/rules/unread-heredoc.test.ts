import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import { rules } from '../../src/rules/index.ts';
import { factsOf } from '../helpers/project.ts';

test.each(["'A B'", "'#x'", "'a`b'", 'RUN'])(
  'of a Dockerfile with a heredoc that ends with %s nothing passes that it decides',
  async (word) => {
    const end = word.replaceAll("'", '');
    const Dockerfile = `FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch\nUSER 1000\nRUN <<${word}\nx\n${end}\nENTRYPOINT ["python3","/a.py"]\n`;
    const { results } = check(await factsOf({ Dockerfile, 'a.py': 'print(1)\n' }), rules);
    expect(results.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail')).toEqual([]);
    expect(results.find(({ rule }) => rule === 'dockerfile-valid')?.verdict).toBe('unknown');
  },
);
