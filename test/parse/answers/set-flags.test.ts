import { expect, test } from 'vitest';
import { questions } from '../../../src/catalog/questions.ts';
import { formatAnswerText, parseAnswerText } from '../../../src/parse/answers/answer-text.ts';
import { parseSetFlags } from '../../../src/parse/answers/set-flags.ts';

test.each([
  ['name=lung-ct', { name: 'lung-ct' }],
  ['name=123', { name: '123' }],
  ['description=A: b = c', { description: 'A: b = c' }],
  ['description=', { description: '' }],
  ['gpu=true', { gpu: true }],
  ['gpu=No', { gpu: false }],
  ['gpu=maybe', { gpu: 'maybe' }],
  ['port=8888', { port: 8888 }],
  ['port=1e3', { port: '1e3' }],
  ['packages=', { packages: [] }],
  [
    'packages=pandas==2.2.3, numpy>=1.26,<2 ,uvicorn[a,b]',
    { packages: ['pandas==2.2.3', 'numpy>=1.26,<2', 'uvicorn[a,b]'] },
  ],
  ['packages=[a, b]', { packages: ['a', 'b'] }],
  ['packages=["a,b", "c"]', { packages: ['a,b', 'c'] }],
  ['runtimes=podman', { runtimes: ['podman'] }],
  [
    'models=a/b@main:image, c/d',
    {
      models: [
        { id: 'a/b', revision: 'main', target: 'image' },
        { id: 'c/d', revision: 'main' },
      ],
    },
  ],
  ['models=[{"id":"a/b","revision":"r"}]', { models: [{ id: 'a/b', revision: 'r' }] }],
  ['zebra=1', { zebra: '1' }],
])('%s', (flag, answers) => {
  expect(parseSetFlags([flag], questions)).toEqual({ answers, problems: [] });
});

test('a flag that is no pair and a key that comes twice are problems, together', () => {
  const { problems } = parseSetFlags(['name', '=x', 'name=a', 'name=b', '__proto__=x'], questions);
  expect(problems.map(({ where, what }) => `${where ?? ''} | ${what}`)).toEqual([
    '--set | "name" is not key=value',
    '--set | "=x" is not key=value',
    '--set name | name is set twice',
  ]);
});

test('a key that every object has is kept, to be refused as unknown', () => {
  expect(Object.keys(parseSetFlags(['__proto__=x', 'constructor=y'], questions).answers)).toEqual([
    '__proto__',
    'constructor',
  ]);
});

test('what a prompt offers reads back as the value', () => {
  for (const [key, value] of [
    ['packages', ['numpy>=1.26,<2', 'pandas']],
    [
      'models',
      [
        { id: 'a/b', revision: 'x/y', target: 'm/n' },
        { id: 'c/d', revision: 'main' },
      ],
    ],
    ['port', 8888],
    ['name', 'x'],
    ['systemPackages', []],
  ] as const) {
    expect(parseAnswerText(formatAnswerText(value), questions[key].schema)).toEqual(value);
  }
});
