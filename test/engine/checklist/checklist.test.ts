import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { governanceQuestions } from '../../../src/catalog/governance-questions.ts';
import { bases } from '../../../src/catalog/bases.ts';
import { renderChecklist, updateChecklist } from '../../../src/engine/checklist/checklist.ts';
import { findLostTicks } from '../../../src/engine/checklist/lost-ticks.ts';
import { fingerprint } from '../../../src/engine/checklist/checklist-text.ts';
import { printRow, readRow } from '../../../src/engine/checklist/checklist-row.ts';
import { checklistEntries } from '../../../src/engine/checklist/checklist-entries.ts';
import type { Answers } from '../../../src/model/answers/answers.ts';
import type { RuleResult } from '../../../src/model/check/check-report.ts';
import type { Rule } from '../../../src/model/check/rule.ts';

const source = { document: 'd', heading: 'h', link: 'https://example.org' };
const rule = (id: string, group: Rule['group'] = 'base'): Rule => ({
  id,
  group,
  severity: 'error',
  force: 'must',
  summary: `Summary of ${id}`,
  rationale: 'Because.',
  source,
  kind: 'human',
  question: 'Is it?',
  who: 'project',
});
const result = (id: string, part: Partial<RuleResult>): RuleResult => ({
  rule: id,
  group: 'base',
  verdict: 'pass',
  force: 'must',
  severity: 'error',
  message: 'm',
  ...part,
});
const passed = (id: string, line = 5): RuleResult =>
  result(id, {
    verdict: 'pass',
    proof: 'file',
    evidence: [{ text: 'it is so', location: { file: 'Dockerfile', line } }],
  });
const unfound = (id: string): RuleResult =>
  result(id, { verdict: 'pass', proof: 'none-found', message: 'nothing in 3 programs', location: { file: 'main.py' } });
const failed = (id: string): RuleResult =>
  result(id, { verdict: 'fail', message: 'it is not so', location: { file: 'Dockerfile', line: 7 }, fix: 'mend it' });

const answers: Answers = {
  name: 'my-model',
  description: 'Makes one table.',
  base: 'python',
  image: 'docker.io/library/python:3.13-slim',
  project: 'nsh-2024-001',
  registry: 'ghcr.io/lung-study',
  packages: [],
  documents: [],
  systemPackages: [],
  models: [],
  offlineLoader: false,
  preCommit: false,
  rehearse: true,
  licences: [],
  gpu: false,
  runtimes: ['podman'],
  ci: 'github',
  contact: '',
  imageProxy: 'proxy.example:5000',
  generator: 'tre-container',
  upgradeCheck: true,
};
const rules = [rule('a'), rule('b', 'offline'), rule('c', 'governance')];
const draw = (
  results: readonly RuleResult[],
  overrides: Partial<Answers> = {},
  models: Record<string, unknown>[] = [],
): string =>
  renderChecklist({
    project: { answers: { ...answers, ...overrides }, base: bases.python },
    rules,
    results,
    questions: governanceQuestions,
    models,
  });
const rowOf = (text: string, key: string): string =>
  text.split('\n').find((line) => line.includes(`<!-- ${key} -->`)) ?? 'no such row';
const update = (text: string, results: readonly RuleResult[]): string =>
  updateChecklist(text, checklistEntries(results, governanceQuestions));

describe('a fresh checklist', () => {
  test('ticks only what passed, with the place that proves it', () => {
    const text = draw([
      passed('a'),
      failed('b'),
      result('c', { verdict: 'human', message: 'Is it?', reason: 'answered by: project' }),
    ]);
    expect(rowOf(text, 'rule:a')).toMatch(
      /^- \[x\] \*\*must\*\* \[Summary of a\]\([^ )]+\) — `Dockerfile:5` it is so /,
    );
    expect(rowOf(text, 'rule:b')).toMatch(/^- \[ \] .* \*\*To do:\*\* `Dockerfile:7` it is not so; mend it /);
    expect(rowOf(text, 'rule:c')).toMatch(/^- \[ \] .*Is it\? — answered by: project/);
  });

  test.each([
    ['waived', '', 'Accepted: m. because'],
    ['notApplicable', '', 'Does not apply: because'],
    ['unknown', '[ ] ', '**Not known:** because'],
  ] as const)('%s is never ticked', (verdict, box, words) => {
    const row = rowOf(draw([result('a', { verdict, reason: 'because' })]), 'rule:a');
    expect(row.startsWith(`- ${box}**must**`)).toBe(true);
    expect(row).toContain(words);
  });

  test('nothing found is never ticked, says so, and ticks no question', () => {
    const text = draw([unfound('a'), passed('single-purpose'), unfound('single-purpose')]);
    expect(rowOf(text, 'rule:a')).toMatch(/^- \[ \] .*— Nothing found: `main\.py` nothing in 3 programs </);
    expect(text).toContain('| nothing against it was found, which proves nothing | 1 | 1 | 0 | 0 |');
    expect(rowOf(text, 'question:4')).toMatch(
      /^- \[ \] .*Rules that found nothing, which proves nothing: single-purpose\. <!-- wrote:looked:/,
    );
  });

  test('the worst of several findings decides, and the fourth is only counted', () => {
    const row = rowOf(draw([passed('a'), failed('a'), failed('a'), failed('a'), failed('a')]), 'rule:a');
    expect(row).toMatch(/^- \[ \] /);
    expect(row).toContain('; and 1 more');
  });

  test('leads from each requirement to the page that says why', () => {
    expect(draw([])).toMatch(/\[Summary of a\]\(https:\/\/unpkg\.com\/generator-tre-container\/docs\/rules\/a\.md\)/);
  });

  test('what is open comes first and unfolded, and what waits for the same stands together', () => {
    const text = draw([passed('a'), failed('b'), result('c', { verdict: 'human', message: 'Is it?' })]);
    const places = [
      '## To do in this project',
      '<!-- rule:b -->',
      '## For a person to answer',
      '<!-- rule:c -->',
      '## For a pipeline run',
      '<!-- question:24 -->',
      '<details>',
      '<!-- rule:a -->',
    ].map((part) => text.indexOf(part));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  test('addresses of ours can be read in the source; those in answers are no links', () => {
    expect(rowOf(draw([]), 'question:9')).toContain('See base-image-well-known.');
    expect(rowOf(draw([], { contact: 'https://example.org' }), 'question:1')).toContain('by `https://example.org`.');
  });

  test('flags that nobody answers for the image', () => {
    expect(draw([])).toContain('**nobody yet**');
    expect(draw([], { contact: 'Ada' })).not.toContain('**nobody yet**');
  });

  test('a question that files answer is ticked when all of its rules pass, and not before', () => {
    const [one, two, three] = ['base-image-qualified', 'base-image-pinned', 'base-image-well-known'] as const;
    expect(rowOf(draw([passed(one), passed(two), passed(three)]), 'question:8')).toMatch(/^- \[x\] /);
    expect(rowOf(draw([passed(one), passed(two)]), 'question:8')).toMatch(/^- \[ \] .*See base-image-well-known\./);
    expect(rowOf(draw([passed(one), failed(two), passed(three)]), 'question:8')).toMatch(/^- \[ \] /);
  });

  test('nothing that a person or a run must answer is ticked', () => {
    const ids = [...new Set(governanceQuestions.flatMap((question) => question.rules ?? []))];
    const text = draw(ids.map((id) => passed(id)));
    for (const question of governanceQuestions.filter((each) => each.answeredBy !== 'files'))
      expect(rowOf(text, `question:${question.number}`)).toMatch(/^- \[ \] /);
  });

  test('without a pipeline no proof of one is promised', () => {
    expect(rowOf(draw([], { ci: 'none' }), 'question:17')).toContain('**No pipeline** was asked for');
  });

  test('lists each model, and whether it was fetched', () => {
    const models = [
      {
        name: 'mini',
        source: { repository: 'o/mini', revision: 'c'.repeat(40) },
        target: 'models/mini',
        licence: 'apache-2.0',
        allow: {},
        files: [{ path: 'a', size: 1_500_000, sha256: '0' }],
      },
      {
        name: 'other',
        source: { urls: ['https://example.org/x'] },
        target: 'image',
        allow: { pickle: 'only form there is' },
        files: [],
      },
    ];
    const text = draw([], {}, models);
    expect(text).toContain(
      `| mini | o/mini at ${'c'.repeat(40)} | models/mini | apache-2.0 | refused | 1, 1.5 MB in all, each with its SHA-256 |`,
    );
    expect(text).toContain(
      '| other | addresses in models.json | image | not stated | pickle: only form there is | **not fetched yet**',
    );
  });

  test('counts rows by force and by what they wait for', () => {
    const text = draw([passed('a'), failed('b'), result('c', { verdict: 'human' })]);
    const asked = governanceQuestions.filter((question) => question.force === 'must');
    const line = (label: string): string | undefined => text.split('\n').find((each) => each.startsWith(`| ${label}`));
    expect(line('proved')).toBe('| proved by the files of this project, or by a rehearsal | 1 | 0 | 0 | 0 |');
    expect(line('a person')).toContain(
      `| ${1 + asked.filter((question) => question.answeredBy === 'person').length} |`,
    );
    expect(line('to do')).toContain(`| ${1 + asked.filter((question) => question.answeredBy === 'files').length} |`);
  });
});

/** Lines that the test below has a person write. */
const linesOfPerson = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /^(?:[> #-]|\[ \])*person /.test(line))
    .toSorted();

describe('renewing a checklist', () => {
  const before = draw([passed('a', 5), failed('b')]);

  test('nothing changes when the verdicts are the same', () => {
    expect(update(before, [passed('a', 5), failed('b')])).toBe(before);
  });

  test('boxes, evidence and summary follow the verdicts, both ways', () => {
    const after = update(before, [failed('a'), passed('b', 9)]);
    expect(rowOf(after, 'rule:a')).toMatch(/^- \[ \] .*it is not so/);
    expect(rowOf(after, 'rule:b')).toMatch(/^- \[x\] .*`Dockerfile:9` it is so/);
    expect(update(after, [passed('a', 5), failed('b')])).toBe(before);
  });

  test('a tick of a person stays, whatever the verdict, and is never taken for proof', () => {
    const ticked = before.replace(rowOf(before, 'rule:b'), rowOf(before, 'rule:b').replace('[ ]', '[X]'));
    const after = update(ticked, [passed('a'), failed('b')]);
    expect(rowOf(after, 'rule:b')).toMatch(/^- \[X\] .*\*\*Ticked by hand, not proved\.\*\* \*\*To do:/);
    expect(after).toContain('| proved by the files of this project, or by a rehearsal | 1 | 0 | 0 | 0 |');
    expect(after).toContain('| ticked by hand, not proved | 1 | 0 | 0 | 0 |');
    expect(update(after, [passed('a'), failed('b')])).toBe(after);
    const proved = update(after, [passed('a'), passed('b')]);
    expect(rowOf(proved, 'rule:b')).toMatch(/^- \[x\] .*— `Dockerfile:5` it is so </);
    expect(proved).toContain('| proved by the files of this project, or by a rehearsal | 2 | 0 | 0 | 0 |');
  });

  test('words of a person beside a tick of theirs are not read as a proof', () => {
    const forged = before.replace(
      rowOf(before, 'rule:b'),
      '- [x] **must** [b][b] — Proved by `rehearsal/evidence.json` <!-- wrote:mend:00000000 --> <!-- rule:b -->',
    );
    const after = update(forged, [passed('a'), failed('b')]);
    expect(rowOf(after, 'rule:b')).toContain(
      ' — **Ticked by hand, not proved.** Proved by `rehearsal/evidence.json` <',
    );
    expect(update(after, [passed('a'), failed('b')])).toBe(after);
    const proved = update(after, [passed('a'), passed('b')]);
    expect(rowOf(proved, 'rule:b')).toContain(
      ' — **Ticked by hand, not proved.** Proved by `rehearsal/evidence.json` <',
    );
    expect(proved).toContain('| ticked by hand, not proved | 1 | 0 | 0 | 0 |');
    const open = after.replace('- [x] **must** [b][b]', '- [ ] **must** [b][b]');
    expect(rowOf(update(open, [passed('a'), failed('b')]), 'rule:b')).toMatch(
      /^- \[ \] .* — Proved by `rehearsal\/evidence\.json` </,
    );
  });

  test('what only a person can answer is a tick of a person, and no proof', () => {
    const verdicts = [
      passed('a'),
      failed('b'),
      result('c', { verdict: 'human', message: 'Is it?', reason: 'by: project' }),
    ];
    const asked = update(before, verdicts);
    const ticked = update(
      asked.replace(rowOf(asked, 'rule:c'), rowOf(asked, 'rule:c').replace('[ ]', '[x]')),
      verdicts,
    );
    expect(rowOf(ticked, 'rule:c')).toMatch(/^- \[x\] .*— Is it\? — by: project </);
    expect(ticked).toContain('| ticked by hand, not proved | 1 | 0 | 0 | 0 |');
  });

  test('a tick that nothing proves any more goes, and is named with the reason', () => {
    const after = update(before, [unfound('a'), failed('b')]);
    expect(rowOf(after, 'rule:a')).toMatch(/^- \[ \] /);
    expect(findLostTicks(before, after)).toEqual([
      { key: 'rule:a', why: 'nothing against it was found, which proves nothing' },
    ]);
    expect(findLostTicks(after, before)).toEqual([]);
  });

  test('a box that a person cleared stays clear', () => {
    const cleared = before.replace(rowOf(before, 'rule:a'), rowOf(before, 'rule:a').replace('[x]', '[ ]'));
    expect(rowOf(update(cleared, [passed('a')]), 'rule:a')).toMatch(/^- \[ \] /);
  });

  test('words of a person in a row stay, and its box still follows the verdict', () => {
    const noted = before.replace('it is not so; mend it', 'it is not so; mend it. Agreed with IG, Ada, 2026-11-23');
    const after = update(noted, [passed('a'), passed('b')]);
    expect(rowOf(after, 'rule:b')).toMatch(/^- \[x\] .*Agreed with IG, Ada, 2026-11-23/);
    // What the tick says is no longer what this program says.
    expect(rowOf(after, 'rule:b')).toContain('**Ticked by hand, not proved.**');
    expect(rowOf(update(after, [failed('b')]), 'rule:b')).toMatch(/^- \[ \] .*Agreed with IG, Ada, 2026-11-23/);
  });

  test('a tick over words that somebody put in the place of ours counts as theirs, and a note behind ours changes nothing', () => {
    const row = rowOf(before, 'rule:a');
    const reworded = before.replace(row, row.replace('it is so', 'whatever I like'));
    const after = update(reworded, [passed('a'), failed('b')]);
    expect(rowOf(after, 'rule:a')).toMatch(/^- \[x\] .*\*\*Ticked by hand, not proved\.\*\* .*whatever I like/);
    expect(after).toContain('| proved by the files of this project, or by a rehearsal | 0 | 0 | 0 | 0 |');
    expect(after).toContain('| ticked by hand, not proved | 1 | 0 | 0 | 0 |');
    expect(update(after, [passed('a'), failed('b')])).toBe(after);
    expect(rowOf(update(after, [failed('a'), failed('b')]), 'rule:a')).toMatch(/^- \[ \] .*— [^*]*whatever I like/);
    const noted = update(before.replace(row, `${row} seen by Ada`), [passed('a'), failed('b')]);
    expect(rowOf(noted, 'rule:a')).toMatch(/^- \[x\] .*it is so seen by Ada/);
    expect(noted).toContain('| proved by the files of this project, or by a rehearsal | 1 | 0 | 0 | 0 |');
  });

  test('our words are renewed before a note of a person, which stays behind them', () => {
    const row = rowOf(before, 'rule:b');
    const noted = before.replace(row, `${row} asked by Ada`);
    const after = update(noted, [passed('a'), passed('b', 9)]);
    expect(rowOf(after, 'rule:b')).toMatch(/^- \[x\] .* — `Dockerfile:9` it is so asked by Ada <!-- wrote:met:/);
    expect(update(after, [passed('a'), passed('b', 9)])).toBe(after);
    expect(rowOf(update(after, [passed('a'), failed('b')]), 'rule:b')).toMatch(/^- \[ \] .*mend it asked by Ada </);
  });

  test('what is not proved is never said under a tick', () => {
    const entries = new Map([['rule:b', { state: 'run', text: '**Not proved here:** there is no record.' } as const]]);
    const row = rowOf(updateChecklist(before, entries), 'rule:b');
    const ticked = before.replace(rowOf(before, 'rule:b'), row.replace('[ ]', '[x]'));
    expect(rowOf(updateChecklist(ticked, entries), 'rule:b')).toContain(
      ' — **Ticked by hand, not proved.** There is no record. <',
    );
    const noted = before.replace(rowOf(before, 'rule:b'), `${row} see below`);
    expect(rowOf(update(noted, [passed('a'), passed('b')]), 'rule:b')).not.toContain('Not proved here');
  });

  test('a second summary goes, and words in one that a person changed stay', () => {
    const forged = before
      .slice(before.indexOf('<!-- summary:'), before.indexOf('<!-- /summary -->'))
      .split('\n')
      .slice(1, -1)
      .map((line) => line.replace('| 1 |', '| 9 |'));
    const second = [`<!-- summary:${fingerprint(forged.join('\n'))} -->`, ...forged, '<!-- /summary -->', ''].join(
      '\n',
    );
    expect(update(`${before}${second}`, [passed('a'), failed('b')])).toBe(before);
    expect(update(`${second}${before}`, [passed('a'), failed('b')])).not.toContain('| 9 |');
    const reworded = second.replace('| to do in this project', '| still to do, says Ada');
    const after = update(`${before}${reworded}`, [passed('a'), failed('b')]);
    expect(after).toContain('| still to do, says Ada');
    expect(after).toContain('| proved by the files of this project, or by a rehearsal | 1 |');
    expect(after.match(/a rehearsal \| 9 \|/)).toBeNull();
  });

  test('a summary that a person rewrote is left alone', () => {
    const rewritten = before.replace('| to do in this project', '| still to do, says Ada');
    expect(update(rewritten, [passed('a'), passed('b')])).toContain('| still to do, says Ada');
  });

  test('a count that somebody changed is counted anew, beside words of a person too', () => {
    const label = /(\| proved by the files of this project, or by a rehearsal) \| \d+ /;
    const forged = before.replace(label, '$1 | 48 ');
    expect(forged).not.toBe(before);
    expect(update(forged, [passed('a'), failed('b')])).toBe(update(before, [passed('a'), failed('b')]));
    const both = update(forged.replace('| to do in this project', '| still to do, says Ada'), [
      passed('a'),
      failed('b'),
    ]);
    expect(both).toContain('| still to do, says Ada');
    expect(both).not.toContain(' | 48 ');
  });

  test('CRLF line ends stay', () => {
    const crlf = before.replaceAll('\n', '\r\n');
    expect(update(crlf, [passed('a', 5), failed('b')])).toBe(crlf);
    expect(update(crlf, [failed('a'), passed('b', 9)])).toBe(
      update(before, [failed('a'), passed('b', 9)]).replaceAll('\n', '\r\n'),
    );
  });

  test('what only a run proves is left to the run', () => {
    const proved = updateChecklist(before, new Map([['question:24', { state: 'met', text: 'rehearsed' }]]));
    expect(rowOf(proved, 'question:24')).toMatch(/^- \[x\] .*— rehearsed /);
    expect(rowOf(update(proved, [passed('a'), failed('b')]), 'question:24')).toMatch(/^- \[x\] .*— rehearsed /);
  });

  test('a file that is no checklist of ours comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(update(text, [passed('a')])).toBe(text);
      }),
    );
  });

  test('whatever a person adds anywhere is still there, once, and a second renewal moves nothing', () => {
    const lines = before.split('\n');
    const added = fc
      .tuple(
        fc.constantFrom('person ', '> person ', '- [ ] person ', '## person ', '  - person '),
        fc.string({ unit: 'grapheme' }),
      )
      .map(([start, text]) => `${start}${text.replaceAll(/[\r\n]/g, ' ')}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(lines.length), added), { maxLength: 8 }), (insertions) => {
        const edited = [...lines];
        for (const [at, line] of insertions) edited.splice(at, 0, line);
        const renewed = update(edited.join('\n'), [failed('a'), passed('b')]);
        expect(linesOfPerson(renewed)).toEqual(linesOfPerson(edited.join('\n')));
        expect(update(renewed, [failed('a'), passed('b')])).toBe(renewed);
      }),
    );
  });

  test('what stands below a row goes where the row goes; a chapter of a person stays at the end of its section', () => {
    const note = before.replace(rowOf(before, 'rule:b'), `${rowOf(before, 'rule:b')}\n  > promised for Monday`);
    const chapter = note.replace('## For a pipeline run', '## Our own\n\n- [ ] ask Ada\n\n## For a pipeline run');
    const after = update(chapter, [passed('a'), passed('b')]);
    expect(after).toContain(`${rowOf(after, 'rule:b')}\n  > promised for Monday`);
    expect(after.indexOf('<details>')).toBeLessThan(after.indexOf('promised for Monday'));
    expect(after).toMatch(/<!-- question:40 -->\n\n## Our own\n\n- \[ \] ask Ada\n\n## For a pipeline run/);
    expect(update(after, [passed('a'), failed('b')])).toBe(chapter);
  });

  test("words behind a row are the person's, and rows between the markers of a merge stay where they are", () => {
    const behind = before.replace('<!-- question:2 -->', '<!-- question:2 --> Yes, by mail of 1 May');
    const after = update(behind, [passed('a', 5), failed('b')]);
    expect(rowOf(after, 'question:2')).toBe(rowOf(behind, 'question:2'));
    const row = rowOf(before, 'rule:b');
    const conflict = before.replace(row, `<<<<<<< yours\n${row}\n=======\n${row}\n>>>>>>> new template`);
    expect(update(conflict, [passed('a'), failed('b')])).toContain(
      `<<<<<<< yours\n${row}\n=======\n${row}\n>>>>>>> new template`,
    );
  });

  test('a checklist of tables is renewed where it stands', () => {
    const table = '| [ ] | A | must | Because. | <!-- wrote:person:811c9dc5 --> <!-- rule:a --> |';
    const text = `# Checklist\n\n| | Requirement |\n| --- | --- |\n${table}\nown words\n`;
    expect(update(text, [passed('a')])).toMatch(
      /\n\| \[x\] \| A \| must \| Because\. \| `Dockerfile:5` it is so <!-- wrote:met:[0-9a-f]+ --> <!-- rule:a --> \|\nown words\n$/,
    );
  });
});

/** Cells of each line, as GitHub's tables split them. */
const shape = (text: string): number[] =>
  text.split('\n').map((line) => line.replaceAll(/\\[\\|]/g, '').split('|').length);

test('no text of an answer, a finding or a manifest changes the structure of the table', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      '--> | x',
      '| [x] | <!-- rule:a -->',
      '`',
      '](http://x)',
      '\n\n# h',
      '<b>',
      '&#124;',
      '\\|',
      '~~~',
      '`a\\|b`',
      '`\\`',
      '$(x)',
      '${{ x }}',
    ),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(hostile, hostile, hostile, (one, two, three) => {
      const text = draw(
        [result('a', { verdict: 'fail', message: one, fix: two, location: { file: three, line: 1 } })],
        { description: one, contact: two || 'x', project: three },
        [{ name: one, licence: two, target: three }],
      );
      expect(shape(text)).toEqual(shape(draw([failed('a')], { contact: 'x' }, [{ name: 'm' }])));
      expect(text.split('\n').filter((line) => line.includes('<!-- rule:a -->'))).toHaveLength(1);
      expect(update(text, [passed('a')])).toContain('it is so');
    }),
  );
});

const withoutProject = (results: readonly RuleResult[]): ReturnType<typeof checklistEntries> =>
  checklistEntries(results, governanceQuestions);

describe('what was true when the project was made', () => {
  test.each(['fail', 'unknown', 'waived'] as const)('goes where a rule says %s', (verdict) => {
    const entry = withoutProject([result('models-staged', { verdict, reason: 'r' })]).get('question:32');
    expect(entry).toEqual({
      state: 'person',
      standing: 'See models-staged, no-runtime-download.',
      isOutdated: true,
    });
  });

  test('stays where rules hold, and where there is nothing to say', () => {
    expect(withoutProject([passed('models-staged')]).get('question:32')).toBeUndefined();
    expect(withoutProject([]).get('question:32')).toBeUndefined();
  });

  test('is taken out of a row, and what a person wrote stays', () => {
    const words = 'as generated: no model. See models-staged.';
    const line = printRow('question:32', ['asked', '32. Each model?'], { state: 'person', text: words });
    const entry = { state: 'person', standing: 'See models-staged, no-runtime-download.', isOutdated: true } as const;
    expect(readRow(line)?.write(entry)).toContain('32. Each model? — See models-staged, no-runtime-download. <!--');
    const own = line.replace('See models-staged.', 'See models-staged. We use one, see the annex.');
    expect(readRow(own)?.write(entry)).toContain('We use one, see the annex.');
  });
});
