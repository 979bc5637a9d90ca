import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import noDownload from '../../src/rules/no-runtime-download.ts';
import nothingInHome from '../../src/rules/nothing-in-home.ts';
import outputsInSafe from '../../src/rules/outputs-in-safe-directories.ts';
import pagesSelfContained from '../../src/rules/pages-self-contained.ts';
import sendsNothing from '../../src/rules/sends-nothing.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(
  rule: CheckedRule,
  script: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const verdict = rule.check(
    await factsOf({
      Dockerfile:
        'FROM docker.io/library/python:3.13\nCOPY scripts/ /app/scripts/\nENTRYPOINT ["bash", "/app/scripts/r.sh"]\n',
      'scripts/r.sh': script.map((line) => `${line}\n`).join(''),
      'scripts/p.py': 'print(1)\n',
      ...files,
    }),
  );
  if (verdict.verdict === 'fail') return `fail: ${verdict.findings.map(({ message }) => message).join('\n')}`;
  if (verdict.verdict === 'unknown') return `unknown: ${verdict.reason}`;
  return verdict.verdict;
}

const either = (one: string, other: string): readonly string[] => [
  'if [[ -d /app/scripts ]]; then',
  `  A=${one}`,
  'else',
  `  A=${other}`,
  'fi',
];
const all = [filesInImage, sendsNothing, noDownload, nothingInHome, pagesSelfContained];
const download = { 'scripts/q.py': 'import urllib.request\nurllib.request.urlopen("https://example.org")\n' };

test('two values that lead to the same program are one', async () => {
  for (const script of [
    [
      'if [[ -d /app/scripts ]]; then A=/app; else A="$(cd "$(dirname "$0")/.." && pwd)"; fi',
      'python "$A/scripts/p.py"',
    ],
    [...either('/app', '"$(cd "$(dirname "$0")/.." && pwd)"'), 'S="$A/scripts"', 'python "$S/p.py"'],
    ['A=/app', 'if [ -d /srv/app ]; then A=/srv/app; fi', 'python $A/scripts/p.py'],
    ['A=/app', '[ -d /srv/app ] && A=/srv/app', 'python $A/scripts/p.py'],
    [
      'if [ "$1" = a ]; then A=/app; elif [ "$1" = b ]; then A=/srv; else echo no; exit 1; fi',
      'python $A/scripts/p.py',
    ],
  ])
    for (const rule of all) expect(await judged(rule, script), `script ${script.join(' / ')}`).toBe('pass');
});

test('each value counts where both are there', async () => {
  const script = [...either('p', 'q'), 'python "/app/scripts/$A.py"'];
  expect(await judged(noDownload, script, download)).toContain('q.py');
  expect(await judged(noDownload, [...either('q', 'p'), 'python "/app/scripts/$A.py"'], download)).toContain('q.py');
  const writing = [...either('/safe_outputs', '/results'), 'echo 1 >"$A/x.txt"'];
  expect(await judged(outputsInSafe, writing)).toContain('/results');
  expect(await judged(outputsInSafe, [...either('/safe_outputs', '/scratch'), 'echo 1 >"$A/x.txt"'])).toBe('pass');
});

test('where none is there, that is said', async () => {
  expect(await judged(imageComplete, [...either('/opt/a', '/opt/b'), 'python "$A/p.py"'])).toMatch(
    /fail: .*\/opt\/a\/p\.py.*\n.*\/opt\/b\/p\.py/,
  );
});

test('what the branches do not settle stays unknown', async () => {
  for (const script of [
    ['if [ -d /x ]; then A=/app; else A=$(cat /x); fi', 'python "$A/scripts/p.py"'],
    [...either('/app', '/srv'), 'A=$(find / -name app)', 'python "$A/scripts/p.py"'],
    [...either('/app', '/srv'), 'read A', 'python "$A/scripts/p.py"'],
    ['for A in *; do', ...either('/app', '/srv'), 'done', 'python "$A/scripts/p.py"'],
    ['choose() {', ...either('/app', '/srv'), '}', 'python "$A/scripts/p.py"'],
    [...either('/app', '/srv'), ...either('a', 'b').map((line) => line.replace('A=', 'B=')), 'python "$A/$B.py"'],
    ['A=/x', 'python "$A/p.py"', ...either('/app', '/srv'), 'A=/y'],
  ])
    expect(await judged(sendsNothing, script, download), `script ${script.join(' / ')}`).toContain('unknown');
});

test('a long list of conditions takes no longer than its length', async () => {
  const long = Array.from({ length: 400 }, (_, at) =>
    either('/app', '/srv').map((line) => line.replace('A=', `A${String(at)}=`)),
  );
  expect(await judged(sendsNothing, [...long.flat(), 'python "$A399/scripts/p.py"'])).toContain('unknown');
});
