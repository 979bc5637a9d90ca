import { expect, test } from 'vitest';
import { mostDockerfileWork } from '../../../src/parse/dockerfile/dockerfile-work.ts';
import { surveyDockerfile } from '../../../src/parse/adopt/survey-dockerfile.ts';

test('a Dockerfile that is too large says so, and not that it has no FROM', () => {
  const text = `FROM a:1\nRUN ${'a '.repeat(mostDockerfileWork)}\n`;
  const { unread } = surveyDockerfile({ path: 'Dockerfile', size: text.length, executable: false, text }, [], []);
  expect(unread).toContain('more lines, commands and words than any build');
});
