import { expect, test } from 'vitest';
import { readCommandLine, type Request } from '../../bin/command-line.ts';
import { createDefinition } from '../../src/commands/create/create-definition.ts';
import type { CommandDefinition } from '../../src/model/command.ts';
import { UserError } from '../../src/model/errors.ts';

const check: CommandDefinition = {
  name: 'check',
  summary: 'Judge a project',
  target: { name: 'PATH', several: true, help: 'projects' },
  flags: [{ name: 'format', value: 'F', choices: ['text', 'sarif'], help: 'how' }],
  examples: [],
};

function read(line: string, printed: string[] = []): Request {
  return readCommandLine(
    [createDefinition, check],
    '1.2.3',
    line.split(' ').filter((word) => word !== ''),
    { out: (text) => printed.push(text), colour: false, columns: 80 },
  );
}

function messageOf(line: string): string {
  try {
    read(line);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error(`${line} was accepted`);
}

test.each<[string, Request]>([
  ['', { command: 'create', invocation: { targets: [], flags: {} } }],
  ['../lung', { command: 'create', invocation: { targets: ['../lung'], flags: {} } }],
  ['create lung', { command: 'create', invocation: { targets: ['lung'], flags: {} } }],
  ['create check', { command: 'create', invocation: { targets: ['check'], flags: {} } }],
  ['./chek', { command: 'create', invocation: { targets: ['./chek'], flags: {} } }],
  [
    'lung --answers=a.yml --set name=x --set port=1 --dry-run --json',
    {
      command: 'create',
      invocation: {
        targets: ['lung'],
        flags: { answers: 'a.yml', set: ['name=x', 'port=1'], 'dry-run': true, json: true },
      },
    },
  ],
  ['--defaults lung', { command: 'create', invocation: { targets: ['lung'], flags: { defaults: true } } }],
  ['--on-conflict keep', { command: 'create', invocation: { targets: [], flags: { 'on-conflict': 'yours' } } }],
  ['check a b --format sarif', { command: 'check', invocation: { targets: ['a', 'b'], flags: { format: 'sarif' } } }],
  ['check', { command: 'check', invocation: { targets: [], flags: {} } }],
])('%j', (line, request) => {
  expect(read(line)).toEqual(request);
});

test.each([
  ['--answer x', '--answer: is not an option of create\n  To fix: did you mean --answers?'],
  ['-x', '-x: is not an option of create\n  To fix: see tre-container create --help'],
  [
    '--answers',
    '--answers: has no value\n  To fix: write --answers FILE, or --answers=FILE where the value starts with a hyphen',
  ],
  ['--answers --json', '--answers: has no value'],
  ['--answers a --answers b', '--answers: is given twice\n  To fix: leave one out'],
  [
    '--on-conflict x',
    '--on-conflict: "x" is not one of the choices\n  To fix: choose one of ask, yours, theirs, markers, abort',
  ],
  ['--on-conflict their', '--on-conflict: "their" is not one of the choices\n  To fix: did you mean theirs?'],
  ['. --bse r', '--bse: is not an option of create\n  To fix: did you mean --set base=r?'],
  ['--name=foo', '--name: is not an option of create\n  To fix: did you mean --set name=foo?'],
  ['create a --set base python', 'create takes one DIR, but has "a", "python"\n  To fix: write --set base=python'],
  ['a b', 'create takes one DIR, but has "a", "b"\n  To fix: see tre-container create --help'],
  ['check --answers x', '--answers: is not an option of check\n  To fix: see tre-container check --help'],
  [
    'chekc',
    'there is no command called chekc\n  To fix: did you mean check? For a project in a folder of that name write ./chekc',
  ],
  ['--defaults=yes', '--defaults: takes no value, but has "yes"\n  To fix: write --defaults alone'],
  [
    'a b --foo --answers',
    '--foo: is not an option of create\n  To fix: see tre-container create --help\n--answers: has no value',
  ],
])('%s is refused', (line, message) => {
  expect(messageOf(line)).toContain(message);
});

test('a value may start with a hyphen where it is joined by an equals sign, and two hyphens end the options', () => {
  expect(read('--answers=-x.yml -- -dir')).toEqual({
    command: 'create',
    invocation: { targets: ['-dir'], flags: { answers: '-x.yml' } },
  });
});

test('help and version are printed where they belong, without colour codes', () => {
  const [program, create, other, version] = ['--help', 'create --help', 'check -h', '-V'].map((line) => {
    const printed: string[] = [];
    expect(read(line, printed)).toBe('printed');
    return printed.join('');
  });
  expect(program).toContain('tre-container [create] [DIR] [options]');
  expect(program).toContain('Judge a project');
  expect(create).toContain('--set KEY=VALUE');
  expect(create).toContain('tre-container ../lung-ct --answers answers.yml');
  expect(other).toContain('--format F');
  expect(version).toBe('1.2.3\n');
  expect([program, create, other].join('')).not.toContain('\u001B');
});

test('help is a word for --help, of the program and of a command', () => {
  const printed: string[] = [];
  expect(read('help', printed)).toBe('printed');
  expect(read('help check', printed)).toBe('printed');
  expect(printed[0]).toContain('tre-container COMMAND');
  expect(printed[1]).toContain('Usage: tre-container check');
});
