import { expect, test } from 'vitest';
import { readRehearsalFlags } from '../../../src/commands/rehearsal/read-rehearsal-flags.ts';
import { UserError, type Problem } from '../../../src/model/errors.ts';

test('without flags: the quick cells and the documented limits', () => {
  expect(readRehearsalFlags({ targets: [], flags: {} })).toEqual({
    selection: 'quick',
    environment: {},
    isBatch: false,
    beside: [],
    buildWords: [],
    limits: {
      batchSeconds: 600,
      answerSeconds: 180,
      stopSeconds: 30,
      memory: 4_294_967_296,
      cpus: 2,
      fileSize: 16_000_000,
      rows: 5000,
    },
  });
});

test('flags are read in their own units', () => {
  const wishes = readRehearsalFlags({
    targets: [],
    flags: {
      cell: ['root:read-only'],
      'time-limit': '0.5',
      memory: '512',
      'max-file-size': '1.5',
      port: '9888',
      env: ['A=b=c', 'E='],
      argument: ['--fast'],
    },
  });
  expect(wishes).toMatchObject({
    selection: ['root:read-only'],
    port: 9888,
    environment: { A: 'b=c', E: '' },
    arguments: ['--fast'],
    limits: { batchSeconds: 0.5, memory: 536_870_912, fileSize: 1_500_000 },
  });
});

test('every wrong flag is named at once', () => {
  const flags = {
    'time-limit': 'soon',
    memory: '-1',
    cpus: '0',
    port: '99999',
    'max-rows': '',
    env: ['noequals', '1A=b'],
    all: true,
    cell: ['x'],
  };
  const wrong = problemsOf(() => readRehearsalFlags({ targets: [], flags }));
  expect(wrong.map(({ where }) => where)).toEqual([
    '--time-limit',
    '--memory',
    '--cpus',
    '--max-rows',
    '--port',
    '--env',
    '--env',
    '--all',
  ]);
});

function problemsOf(action: () => unknown): readonly Problem[] {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
  }
  return [];
}

test('words for the builder that change what is built are told from those that do not', () => {
  const options = ['--no-cache', '--network', 'host', '--build-arg=HTTPS_PROXY=x', '--pull', '--progress=plain'];
  const changing = ['--target=dev', '--file', 'Other', '--build-arg=A=1', '--secret=id=a', '--build-context=a=b'];
  const { beside } = readRehearsalFlags({
    targets: [],
    flags: { 'build-option': [...options, ...changing], data: 'd' },
  });
  expect(beside).toEqual(['--data d', ...changing.map((word) => `--build-option ${word}`)]);
});
