import { expect, test } from 'vitest';
import { formatProblem, UserError } from '../../../src/model/errors.ts';
import { parseBundleSummary } from '../../../src/parse/handover/bundle-summary.ts';
import { parseBaseline } from '../../../src/parse/records/baseline-file.ts';
import { parsePending } from '../../../src/parse/records/pending-file.ts';
import { parseStateFile } from '../../../src/parse/records/state-file.ts';

const state = (entry: unknown): string => JSON.stringify({ 'generator-tre-container': entry });
const adopted = (change: object): string =>
  state({
    version: '0.2.0',
    answers: {},
    adopted: {
      context: '..',
      folder: 'tre',
      mode: 'batch',
      program: { start: ['python', 'main.py'], atRun: false },
      packages: { tool: 'pip', with: [], lines: [], from: 'requirements.txt', ofBase: [] },
      goesIn: ['src/'],
      links: { data: [], outputs: [] },
      toDo: [],
      reasons: {},
      ...change,
    },
  });

const broken: readonly (readonly [string, (text: string) => unknown, string])[] = [
  ['state: another kind of value', parseStateFile, '[]'],
  ['state: an entry of another kind', parseStateFile, state(3)],
  ['state: no version', parseStateFile, state({ answers: {} })],
  ['state: answers of another kind', parseStateFile, state({ version: '0.2.0', answers: null })],
  ['state: another build context', parseStateFile, adopted({ context: '/' })],
  ['state: a path out of the repository', parseStateFile, adopted({ goesIn: ['src/', '../../home'] })],
  ['state: a line end in a reason', parseStateFile, adopted({ reasons: { base: 'x\nRUN curl' } })],
  ['state: two faults', parseStateFile, adopted({ mode: 'bath', folder: '../x' })],
  ['baseline: no files', parseBaseline, '{"version":"1"}'],
  ['baseline: a file without its lines', parseBaseline, '{"version":"1","files":{"a":{"ownership":"shared"}}}'],
  ['baseline: a path out', parseBaseline, '{"version":"1","files":{"../a":{"text":[],"ownership":"shared"}}}'],
  ['pending: no conflicts', parsePending, '{"answers":{},"baseline":{"version":"1","files":{}}}'],
  ['pending: a baseline of another kind', parsePending, '{"answers":{},"conflicts":[],"baseline":7}'],
  ['summary: something else', (text) => parseBundleSummary(text, 'x/summary.json'), '{"form":1}'],
  ['summary: of a newer version', (text) => parseBundleSummary(text, 'x/summary.json'), '{"form":9}'],
];

test('what is wrong with a record is said with its key, its file, why it matters and the way out', async () => {
  const said = broken.map(
    ([title, parse, text]) =>
      `# ${title}\n${problemsOf(() => parse(text))
        .map(formatProblem)
        .join('\n')}\n`,
  );
  await expect(said.join('\n')).toMatchFileSnapshot('record-messages.txt');
  for (const [, parse, text] of broken)
    for (const problem of problemsOf(() => parse(text)))
      expect(problem).toMatchObject({
        where: expect.any(String) as string,
        why: expect.any(String) as string,
        fix: expect.any(String) as string,
      });
});

test('a record that is sound is read, and what a newer version wrote beside is passed over', () => {
  expect(parseStateFile(adopted({ later: 1 }))).toMatchObject({ adopted: { goesIn: ['src/'], later: 1 } });
});

function problemsOf(work: () => unknown): UserError['problems'] {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error('nothing was refused');
}
