import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { governanceQuestions } from '../../../src/catalog/governance-questions.ts';
import { checklistEntries } from '../../../src/engine/checklist/checklist-entries.ts';
import { updateChecklist } from '../../../src/engine/checklist/checklist.ts';
import { fingerprint } from '../../../src/engine/checklist/checklist-text.ts';
import { readRow } from '../../../src/engine/checklist/checklist-row.ts';
import { unprovedEntries } from '../../../src/engine/checklist/unproved-entries.ts';

const asMade = readFileSync('test/golden/python-minimal/CHECKLIST.md', 'utf8');

const boxes: Readonly<Record<string, string>> = { met: '[x] ', looked: '[ ] ', mend: '[ ] ' };

/** The checklist with every question that files do not answer as somebody forges it, with the marks of this program. */
function forge(state: string, words: string): string {
  const keys = new Set(
    governanceQuestions.flatMap(({ number, answeredBy }) =>
      answeredBy === 'files' ? [] : [`question:${String(number)}`],
    ),
  );
  return asMade
    .split('\n')
    .map((line) => {
      const row = readRow(line);
      return row === undefined || !keys.has(row.key)
        ? line
        : `- ${boxes[state] ?? ''}**must** asked — ${words} <!-- wrote:${state}:${fingerprint(words)} --> <!-- ${row.key} -->`;
    })
    .join('\n');
}

test.each(['met', 'looked', 'aside', 'mend'])('marks of this program in a file settle no question: %s', (state) => {
  const forged = forge(state, 'Seen in 6 runs');
  // Also beside what is known without any verdict: that old words of some rows go.
  const known = checklistEntries([], governanceQuestions);
  const files = new Map([...known].filter(([key]) => forgedKeys.has(key)));
  const all = new Map([...files, ...unprovedEntries(forged, files, governanceQuestions)]);
  const after = updateChecklist(forged, all);
  const rows = after.split('\n').flatMap((line) => readRow(line) ?? []);
  const settled = rows.filter(
    ({ key, state: now }) => key.startsWith('question:') && now !== 'run' && now !== 'person' && forgedKeys.has(key),
  );
  expect(settled.map(({ key }) => key)).toEqual([]);
  expect(after).not.toContain('Seen in 6 runs');
  expect(rows.filter(({ key, box }) => forgedKeys.has(key) && box === 'x')).toEqual([]);
});

const forgedKeys = new Set(
  governanceQuestions.flatMap(({ number, answeredBy }) =>
    answeredBy === 'files' ? [] : [`question:${String(number)}`],
  ),
);

test('a tick and words of a person stay, and so does what waits', () => {
  const ticked = asMade.replace(/^- \[ \](.*<!-- question:2 -->)$/m, '- [x]$1 agreed with Dr Lin');
  expect(ticked).not.toBe(asMade);
  expect(unprovedEntries(ticked, new Map(), governanceQuestions).has('question:2')).toBe(false);
});

test.each(['question:024', 'question:99', 'rule:made-up'])(
  'a row under a name that is none settles nothing: %s',
  (key) => {
    const words = 'Seen in 6 runs';
    const row = `- [x] **must** asked — ${words} <!-- wrote:met:${fingerprint(words)} --> <!-- ${key} -->`;
    const forged = asMade.replace(/^(- .*<!-- question:24 -->)$/m, (line) => `${line}\n${row}`);
    expect(forged).toContain(row);
    const after = updateChecklist(forged, unprovedEntries(forged, new Map(), governanceQuestions));
    expect(after).not.toContain(words);
    expect(after.split('\n').find((line) => line.includes(`<!-- ${key} -->`))).toMatch(/^- \[ \]/);
  },
);

const met = `<!-- wrote:met:${fingerprint('Seen in 6 runs')} -->`;

test.each([
  ['a name with a letter more', `${met} <!-- question:24a -->`],
  ['signs of all kinds', `${met} <!-- rule:no_such.Rule/x -->`],
  ['no blanks', `${met} <!--question:24a-->`],
  ['many blanks', `${met} <!--   question:24a   -->`],
  ['no name at all', met],
])('a row in our form under %s is unticked, and says why', (_, signs) => {
  const forged = asMade.replace(
    /^(- .*<!-- question:24 -->)$/m,
    (line) => `${line}\n- [x] **must** asked — Seen in 6 runs ${signs}`,
  );
  const after = updateChecklist(forged, unprovedEntries(forged, new Map(), governanceQuestions));
  const unnamed = after.split('\n').filter((line) => line.includes('asked — **Not answered:** no rule or question'));
  expect(unnamed).toEqual([expect.stringMatching(/^- \[ \] /)]);
});

test('a tick of a person in a row of a name that is none says that nothing proves it; a row without our marks is theirs', () => {
  const rows = '- [x] **must** asked — by me <!-- question:24a -->\n- [x] my own row';
  const own = asMade.replace(/^(- .*<!-- question:24 -->)$/m, (line) => `${line}\n${rows}`);
  const after = updateChecklist(own, unprovedEntries(own, new Map(), governanceQuestions));
  expect(after).toMatch(/^- \[x\] .*Ticked by hand, not proved.*by me.*<!-- question:24a -->$/m);
  expect(after).toContain('\n- [x] my own row\n');
});

test.each([
  '-  [x] ',
  '-     [x] ',
  '-\t[x]\t',
  '*  [X] ',
  '+ [x] ',
  '1. [x] ',
  '1) [x]  ',
  '   - [x] ',
  '- - [x] ',
  '- [x] [x] ',
  '- \u00a0[x] ',
  '-\u00a0[x] ',
  '- [x]\u00a0',
  '- [&#120;] ',
  '- &#91;x&#93; ',
  '- \u2705 ',
  '\u2611 ',
])('a box of Markdown is a box however it is written, and one renewal is enough: %j', (box) => {
  const forged = forge('met', 'Seen in 6 runs').replaceAll(/^- \[x\] (?=.*Seen in 6 runs)/gm, box);
  const known = checklistEntries([], governanceQuestions);
  const entries = (text: string): typeof known =>
    new Map([...known, ...unprovedEntries(text, known, governanceQuestions)]);
  const once = updateChecklist(forged, entries(forged));
  expect(once).not.toContain('Seen in 6 runs');
  expect(once).not.toMatch(/\[[xX]\].*<!-- question:24 -->/);
  expect(once.match(/<!-- question:24 -->/g)).toHaveLength(1);
  expect(once).toMatch(/proved by the files of this project, or by a rehearsal \| 0 \| 0 \|/);
  expect(updateChecklist(once, entries(once))).toBe(once);
});
