import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/parse/dockerfile/dockerfile.ts';

/** `KEYWORD first-last words` of each instruction. */
function listed(text: string): string[] {
  return parseDockerfile('Dockerfile', text).instructions.map(
    (instruction) =>
      `${instruction.keyword} ${String(instruction.line)}-${String(instruction.endLine)} ${instruction.words.map((word) => word.text).join('|')}`,
  );
}

describe('instructions are those that BuildKit reads', () => {
  test.each<[string, string, string[]]>([
    ['a byte order mark', '\uFEFFFROM a\nUSER x\n', ['FROM 1-1 a', 'USER 2-2 x']],
    [
      'CRLF and a continuation',
      'FROM a\r\nCOPY x \\\r\n  y /z\r\nUSER x\r\n',
      ['FROM 1-1 a', 'COPY 2-3 x|y|/z', 'USER 4-4 x'],
    ],
    ['another escape character', '# escape=`\nFROM a\nCOPY x `\n  y\n', ['FROM 2-2 a', 'COPY 3-4 x|y']],
    [
      'an escape directive that comes too late',
      'FROM a\n# escape=`\nUSER `\nWORKDIR /b\n',
      ['FROM 1-1 a', 'USER 3-3 `', 'WORKDIR 4-4 /b'],
    ],
    [
      'comments and empty lines in a continuation',
      'FROM a\nCOPY x \\\n# why\n\n  y\nUSER z\n',
      ['FROM 1-1 a', 'COPY 2-5 x|y', 'USER 6-6 z'],
    ],
    [
      'a comment as the last line of a continuation',
      'FROM a\nCOPY x y \\\n# why\nUSER z\n',
      ['FROM 1-1 a', 'COPY 2-4 x|y|USER|z'],
    ],
    [
      'a doubled escape character, which does not continue',
      'FROM a\nRUN echo \\\\\nUSER z\n',
      ['FROM 1-1 a', 'RUN 2-2 echo \\\\', 'USER 3-3 z'],
    ],
    [
      'blanks after the escape character',
      'FROM a\nCOPY x \\ \t\n y\nUSER z\n',
      ['FROM 1-1 a', 'COPY 2-3 x|y', 'USER 4-4 z'],
    ],
    ['a continuation at the end of the file', 'FROM a\nCOPY x y \\', ['FROM 1-1 a', 'COPY 2-2 x|y']],
    ['lower case', 'from a as b\ncopy --from=b /x /y\n', ['FROM 1-1 a|as|b', 'COPY 2-2 /x|/y']],
    ['a heredoc', 'FROM a\nRUN <<EOF\nFROM b\nUSER x\nEOF\nUSER y\n', ['FROM 1-1 a', 'RUN 2-5 <<EOF', 'USER 6-6 y']],
    [
      'two heredocs and tabs',
      'FROM a\nCOPY <<A <<-"B" /dst/\naa\nA\n\tbb\n\tB\nUSER z\n',
      ['FROM 1-1 a', 'COPY 2-6 <<A|<<-B|/dst/', 'USER 7-7 z'],
    ],
    [
      'a heredoc with a file descriptor',
      'FROM a\nRUN cat 3<<EOF\nUSER q\nEOF\nUSER y\n',
      ['FROM 1-1 a', 'RUN 2-4 cat 3<<EOF', 'USER 5-5 y'],
    ],
    [
      'a heredoc in ONBUILD',
      'FROM a\nONBUILD RUN <<EOF\nUSER q\nEOF\nUSER y\n',
      ['FROM 1-1 a', 'ONBUILD 2-4 RUN|<<EOF', 'RUN 2-4 <<EOF', 'USER 5-5 y'],
    ],
    [
      '<< in quotes',
      'FROM a\nRUN echo "a <<EOF b"\nUSER x\n',
      ['FROM 1-1 a', 'RUN 2-2 echo "a <<EOF b"', 'USER 3-3 x'],
    ],
    [
      '<<< and arithmetic',
      'FROM a\nRUN cat <<< x && echo $((1<<2))\nUSER x\n',
      ['FROM 1-1 a', 'RUN 2-2 cat <<< x && echo $((1<<2))', 'USER 3-3 x'],
    ],
    [
      '<< in the JSON form',
      'FROM a\nRUN ["cat", "<<EOF"]\nUSER x\n',
      ['FROM 1-1 a', 'RUN 2-2 cat|<<EOF', 'USER 3-3 x'],
    ],
    [
      '<< where no heredoc may be',
      'FROM a\nCMD cat <<EOF\nUSER q\n',
      ['FROM 1-1 a', 'CMD 2-2 cat <<EOF', 'USER 3-3 q'],
    ],
    [
      'ENV in both forms',
      'FROM a\nENV A=b C="d e" F=g\\ h\nENV OLD some words\n',
      ['FROM 1-1 a', 'ENV 2-2 A=b|C=d e|F=g h', 'ENV 3-3 OLD=some words'],
    ],
  ])('%s', (_title, text, expected) => {
    expect(listed(text)).toEqual(expected);
  });
});

test('what BuildKit refuses is named with its line', () => {
  expect(parseDockerfile('D', 'FROM a\nRUM x\nRUN <<EOF\nabc\n').problems).toEqual([
    { line: 3, what: 'the heredoc EOF has no end' },
    { line: 2, what: '"RUM" is not a Dockerfile instruction: did you mean RUN?' },
  ]);
  expect(parseDockerfile('D', '').problems).toEqual([{ line: 1, what: 'there is no FROM' }]);
});

test('FROM follows ARG defaults, stages and platforms', () => {
  const { stages } = parseDockerfile(
    'D',
    'ARG V=3.13\nARG BASE="docker.io/library/python:${V}"\nARG NONE\nFROM --platform=linux/amd64 ${BASE} AS Build\nFROM build\nFROM $NONE\nFROM scratch\nFROM ${X:-alpine:3}\n',
  );
  expect(stages.map(({ from }) => from.image?.text ?? from.stage ?? from.error ?? 'scratch')).toEqual([
    'docker.io/library/python:3.13',
    0,
    'depends on NONE, which has no default in this file',
    'scratch',
    'alpine:3',
  ]);
  expect(stages[0]?.from.platform).toBe('linux/amd64');
  expect(stages[1]?.lineage).toEqual([0, 1]);
});

test('an image reference is edited where it is written', () => {
  const text = 'ARG BASE="python:3"\nFROM ${BASE}\nFROM  rocker/rstudio:4 AS x\nFROM python:${V}\n';
  const places = parseDockerfile('D', text).stages.map(({ from }) =>
    from.editable === undefined ? undefined : text.slice(from.editable.start, from.editable.end),
  );
  expect(places).toEqual(['python:3', 'rocker/rstudio:4', undefined]);
});

test('the final image has what it inherits from our own stages, and nothing of those left behind', () => {
  const { final } = parseDockerfile(
    'D',
    'ARG G=1\nFROM a AS one\nARG G\nENV A=$G B=b\nUSER app\nEXPOSE 80\nCMD ["x"]\nFROM b AS other\nUSER other\nFROM one\nENV B=${A}2 P=$PATH:/x\nENTRYPOINT ["y"]\n',
  );
  expect(final?.from.image?.text).toBe('a');
  expect(Object.fromEntries([...(final?.environment ?? [])].map(([name, setting]) => [name, setting.value]))).toEqual({
    A: '1',
    B: '12',
    P: '$PATH:/x',
  });
  expect(final?.user?.value).toBe('app');
  expect(final?.cmd).toBeUndefined();
  expect(final?.entrypoint?.words[0]?.value).toBe('y');
  expect(final?.kindReason).toBe('it exposes port 80');
});

test('each instruction knows its user and directory', () => {
  const { instructions } = parseDockerfile('D', 'FROM a\nUSER app\nWORKDIR /x\nWORKDIR y\nRUN z\n');
  expect(instructions.at(-1)).toMatchObject({ user: 'app', workdir: '/x/y' });
});

test('commands have the line where they are written', () => {
  const { instructions } = parseDockerfile(
    'D',
    'FROM a\nARG V=2\nRUN apt-get update && \\\n    # note\n    pip3 install x==$V\nRUN <<EOF\nset -e\ncurl http://a\nEOF\nCMD ["sh", "-c", "wget b"]\nSHELL ["powershell"]\nRUN curl x\n',
  );
  expect(
    instructions.flatMap((instruction) =>
      instruction.commands.map(
        (command) => `${String(command.line)} ${command.program} ${command.words.slice(1).join(' ')}`,
      ),
    ),
  ).toEqual(['3 apt-get update', '5 pip install x==2', '7 set -e', '8 curl http://a', '10 sh -c wget b', '10 wget b']);
});

test('of very many unknown instructions the first are told, and how many follow', () => {
  const { problems } = parseDockerfile('Dockerfile', `FROM docker.io/library/python:3.13\n${'X\n'.repeat(3000)}`);
  expect(problems).toHaveLength(11);
  expect(problems.at(-1)).toEqual({
    line: 12,
    what: '2990 more lines from here on begin with no Dockerfile instruction',
  });
});

test.each(['# x', 'USER root', 'CMD', 'run', '#', 'a\u00a0b', 'RU`'])(
  'a heredoc that ends with %j is read as lines of their own by builders that know none, so that it is not read',
  (name) => {
    const facts = parseDockerfile('Dockerfile', `FROM a\nRUN true <<"${name}"\nCOPY evil /y\n${name}\n`);
    expect(facts.unread).toContain(`ends with ${JSON.stringify(name)}`);
    expect(facts.instructions).toEqual([]);
  },
);

test.each(['EOF', '"EOF"', '_a.b-1', '!', '1', '[a]'])('a heredoc that ends with %s is read', (name) => {
  const facts = parseDockerfile('Dockerfile', `FROM a\nRUN <<${name}\necho\n${name.replaceAll('"', '')}\n`);
  expect([facts.unread, facts.instructions.length]).toEqual([undefined, 2]);
});

test.each([
  ['FROM a\nRUN <<EOF\nRUN : \\\n\nEOF\n', [3]],
  ['FROM a\nRUN <<A <<B\nx\nA\ny \\\nB\nRUN z\n', [5]],
  ['FROM a\nRUN x \\\n# why \\\\\n  y \\\\ \nUSER 7\n', [4]],
  ['# syntax=docker/dockerfile:1\n# escape=`\nFROM a\nRUN x ``\n', [2, 4]],
  ['FROM a\nRUN <<EOF\nx \\\n  y\nEOF\n', []],
])('lines that builders take for different things: %j', (text, lines) => {
  expect(parseDockerfile('Dockerfile', text).otherReadings.map(({ line }) => line)).toEqual(lines);
});

test.each([
  ['RUN <<EOF', ['mkdir']],
  ['RUN <<EOF bash -eo pipefail', ['mkdir']],
  ['RUN <<EOF sh -s -- a', ['mkdir']],
  ['RUN <<-EOF sh -c true', ['sh', 'true']],
  ['RUN <<EOF sh /x.sh', ['sh']],
])('the text of %s is read where the shell reads it', (line, programs) => {
  const { instructions } = parseDockerfile('Dockerfile', `FROM a\n${line}\nmkdir /x\nEOF\n`);
  expect(instructions[1]?.commands.map(({ program }) => program)).toEqual(programs);
});
