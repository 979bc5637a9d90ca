import { expect, test } from 'vitest';
import { findShellValues, parseEnvFile, parseOptionFile } from '../../../src/parse/manifests/run-files.ts';
import { parseArgumentFile } from '../../../src/parse/manifests/option-words.ts';

test('an env-file is read as engines read it', () => {
  expect(parseEnvFile('# comment\nNAME=Ada Lovelace\r\nQUOTED="kept"\n\nEMPTY=\nBARE\nPAIR=a=b\n=nothing\n')).toEqual({
    NAME: 'Ada Lovelace',
    QUOTED: '"kept"',
    EMPTY: '',
    PAIR: 'a=b',
  });
});

test('memory mounts of an opt-file, however they are written', () => {
  const text =
    '# podman options\n--mount type=tmpfs,destination=/run\n--mount=type=tmpfs,dst=/var/lib/rstudio-server\n--tmpfs /tmp:exec --tmpfs=/var/tmp\n--mount type=bind,source=/a,target=/b\n-p 8787:8787\n';
  expect(parseOptionFile(text).tmpfs).toEqual(['/run', '/var/lib/rstudio-server', '/tmp', '/var/tmp']);
});

test('an arg-file gives words', () => {
  expect(parseArgumentFile('# for the program\n--input measurements.csv\n  -v\n')).toEqual([
    '--input',
    'measurements.csv',
    '-v',
  ]);
  expect(parseArgumentFile('')).toEqual([]);
});

test.each([
  ['--cohort "North East" extra', ['--cohort', 'North East', 'extra']],
  ["--name='a  b' ''", ['--name=a  b', '']],
  [String.raw`a\ b C:\\x "back\slash"`, ['a b', String.raw`C:\x`, String.raw`back\slash`]],
  ['cost>$100 `id`', ['cost>$100', '`id`']],
  ['not#a comment', ['not#a', 'comment']],
  ['  # a comment\n', []],
] as const)('words of %j are %j: quotes and comments, nothing expanded', (text, words) => {
  expect(parseArgumentFile(text)).toEqual(words);
});

test('an opt-file says what docker and podman can be given, what a run decides itself, and what is not applied', () => {
  const text = [
    '--user=0:0 --cap-drop=all -it',
    '--shm-size=8g --ulimit nofile=65535 --group-add 7000',
    '--env MODE=batch -e "TITLE=North East"',
    '--workdir /app --entrypoint=/bin/x',
    '--userns=keep-id:uid=1000,gid=100',
    '--device /dev/fuse',
  ].join('\n');
  expect(parseOptionFile(text)).toEqual({
    words: ['--shm-size=8g', '--ulimit=nofile=65535', '--group-add=7000'],
    tmpfs: [],
    environment: { MODE: 'batch', TITLE: 'North East' },
    workingDirectory: '/app',
    entrypoint: '/bin/x',
    keptUser: '1000:100',
    isLiteral: false,
    ignored: ['--device /dev/fuse'],
    foreign: ['--device /dev/fuse'],
  });
});

test('what is not applied and may change the run is another run; what changes its speed or its card alone is none', () => {
  const words = ['--unsetenv=HOME', '--umask=0777', '--passwd=false', '--detach', '--restart=always'];
  expect(parseOptionFile(words.join('\n')).foreign).toEqual(words);
  expect(parseOptionFile('--gpus=all\n--label=a=b\n--log-driver=none\n--cpus=4').foreign).toEqual([]);
  expect(parseOptionFile('--nv --contain', 'apptainer').foreign).toEqual(['--contain']);
});

test('limits of the machine, sizes that are none, and words of every kind are not handed on', () => {
  const words = ['--ulimit=host', '--shm-size=-1', '--shm-size=8g,x', '--init=false'];
  const found = parseOptionFile(words.join('\n'));
  expect(found.words).toEqual([]);
  expect(found.foreign).toEqual(words);
  expect(parseOptionFile('--group-add=keep-groups')).toMatchObject({
    words: [],
    ignored: ['--group-add=keep-groups'],
    foreign: [],
  });
  expect(parseOptionFile('constructor --a toString __proto__').words).toEqual([]);
});

test('an opt-file of apptainer has its own words', () => {
  expect(parseOptionFile('--cleanenv -e --no-eval\n--pwd /app\n--nv', 'apptainer')).toMatchObject({
    isLiteral: true,
    workingDirectory: '/app',
    ignored: ['--nv'],
  });
});

test.each([
  ['TITLE=North East (2020)', 'refused'],
  ['TITLE=North East', 'refused'],
  ['LIST=a;b', 'refused'],
  ['SAY=it`s', 'refused'],
  ['QUOTE="open', 'refused'],
  ['QUOTED="kept"', 'changed'],
  ['HOME=$HOME/x', 'changed'],
  ['TAIL=x # note', 'changed'],
  ['FOLDER=~/x', 'changed'],
  ['BACK=a\\b', 'changed'],
] as const)('apptainer reads %j as shell: %s', (line, becomes) => {
  const name = line.slice(0, line.indexOf('='));
  expect(findShellValues(`PLAIN=a-b_c/d:e,f@g%h+i.j=k\n${line}\n`)).toEqual([{ line: 2, name, becomes }]);
});

test.each(['export X=$(id)', ': $(id)', 'X+=$(id)', 'id', 'A.B=$(id)', '1=2', '${X}=1', 'SECRET', 'AWS*'])(
  'apptainer reads %j as a command',
  (line) => {
    expect(findShellValues(`# of the run\n\nA=1\n${line}\n`)).toEqual([{ line: 4, name: line, becomes: 'command' }]);
  },
);
