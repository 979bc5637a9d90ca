import { expect, test } from 'vitest';
import type { Answers } from '../../src/model/answers/answers.ts';
import { formatAnswers } from '../../src/report/create/answers-text.ts';

const answers = {
  name: 'lung',
  registry: 'ghcr.io/lung-study',
  image: `docker.io/pytorch/pytorch:2.13.0-cuda12.6-cudnn9-runtime@sha256:${'6acf597eeb8e'.padEnd(64, '0')}`,
  systemPackages: ['libgomp1', 'libxml2', 'libfontconfig1', 'libcairo2'],
} as unknown as Answers;
const print = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value));

test.each([80, 40])('at %i columns no line is wider, and none breaks inside a word', (columns) => {
  const text = formatAnswers(answers, [], print, false, columns);
  const lines = text.split('\n');
  expect(lines.filter((line) => line.length > columns)).toEqual([]);
  expect(lines.slice(1, -1).filter((line) => !line.startsWith('  '))).toEqual([]);
  expect(text.replaceAll(/\n +/g, '')).toContain('pytorch:2.13.0-cuda12.6-cudnn9-runtime@sha256:6acf597eeb8e...');
});

test('a wide screen has everything', () => {
  expect(formatAnswers(answers, [], print, false, 200)).toContain(`sha256:${'6acf597eeb8e'.padEnd(64, '0')}`);
});
