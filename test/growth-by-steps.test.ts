import { afterAll, beforeAll, expect, test } from 'vitest';
import { surveyKnowledge } from '../src/catalog/adopt/survey-knowledge.ts';
import { propose } from '../src/engine/adopt/propose.ts';
import { check } from '../src/engine/check/check.ts';
import { doubtConflicts } from '../src/engine/check/doubt-conflicts.ts';
import { choosePrograms } from '../src/engine/survey/programs-to-read.ts';
import { surveyRepository } from '../src/engine/survey/survey-repository.ts';
import { loadSyntax } from '../src/io/programs/load-syntax.ts';
import { readPrograms } from '../src/parse/programs/read-programs.ts';
import { rules } from '../src/rules/index.ts';
import { StepCounter } from './helpers/count-steps.ts';
import { factsOf } from './helpers/project.ts';
import { longLists } from './security/long-lists.ts';
import { commands, instructions, pieces, places } from './security/nasty-texts.ts';

/** Bytes of the shorter text. */
const base = Number(process.env['STEPS_BYTES'] ?? 600);
/** Every which piece is tried in a place, others in each place, so that each is tried somewhere; `npm run test:security` tries all everywhere. */
const every = Number(process.env['STEPS_EVERY'] ?? 8);

/** Pieces that a limit on the input keeps few, and where it stands. */
const bounded: Readonly<Record<string, string>> = {
  '<<A ':
    'the parser of shell looks through all heredocs of a command for each: 5000 at most (parse/shell/shell-limits)',
  'cd a;': 'the path that it leads to has 4096 characters at most (parse/shell/shell-effects)',
  'FROM a\n': 'a stage looks at those before it: 1000 at most (parse/project/project)',
  'FROM docker.io/library/python:3.13 AS a\n': 'as above',
};

/** Lists that a limit keeps short, and where it stands. */
const boundedLists: Readonly<Record<string, string>> = {
  'words of COPY': 'copies times files: 50 million steps (parse/project/context)',
  'lines of COPY': 'as above',
  'stages that copy from each other': 'a stage looks at those before it: 1000 at most (parse/dockerfile)',
  Dockerfiles: 'Dockerfiles times files: 5 millions (parse/project/read-dockerfiles)',
};

/** Below this many steps what is done once for a text is what is counted. */
const noise = 10_000;

const counter = new StepCounter();
beforeAll(() => counter.open());
afterAll(() => counter.close());

const stepsOf = (files: Readonly<Record<string, string>>): Promise<number> =>
  counter.count(async () => check(await factsOf(files), rules));

/** What `adopt --survey` does with the files that it read. */
const stepsOfSurvey = (given: Readonly<Record<string, string>>): Promise<number> =>
  counter.count(async () => {
    const files = Object.entries(given).map(([path, text]) => ({ path, text, size: text.length, executable: false }));
    const chosen = choosePrograms(files);
    const programs = await readPrograms(chosen.files, loadSyntax, chosen.besides);
    const facts = await surveyRepository({ files, programs, knowledge: surveyKnowledge });
    return propose(facts, Object.keys(given), surveyKnowledge);
  });

function piecesFor(place: string): readonly string[] {
  const at = Object.keys(places).indexOf(place);
  return [
    ...pieces.filter((_, index) => index % every === at % every),
    ...(place === 'a RUN' ? commands : place === 'a Dockerfile' ? instructions : []),
  ];
}

test.each(Object.keys(places))(
  'steps of %s grow with its length',
  async (place) => {
    const make = places[place] ?? ((): Record<string, string> => ({}));
    await stepsOf(make('a'));
    const start = await stepsOf(make('a'));
    const slow: string[] = [];
    for (const piece of piecesFor(place)) {
      const times = Math.ceil(base / piece.length);
      const one = (await stepsOf(make(piece.repeat(times)))) - start;
      const four = (await stepsOf(make(piece.repeat(4 * times)))) - start;
      if (four > 6 * Math.max(one, noise) && bounded[piece] === undefined)
        slow.push(`${JSON.stringify(piece)}: ${String(one)} steps, four times as much ${String(four)}`);
    }
    expect(slow).toEqual([]);
  },
  300_000,
);

test.each(Object.keys(longLists).filter((_, index) => every === 1 || index % 4 === 0))(
  'steps grow with the number of %s',
  async (name) => {
    const make = longLists[name] ?? ((): Record<string, string> => ({}));
    await stepsOf(make(1));
    const start = await stepsOf(make(1));
    const one = (await stepsOf(make(100))) - start;
    const four = (await stepsOf(make(400))) - start;
    const isLinear = four <= 6 * Math.max(one, noise) || boundedLists[name] !== undefined;
    expect([isLinear, one, four]).toEqual([true, one, four]);
  },
  300_000,
);

test.each(Object.keys(longLists).filter((_, index) => every === 1 || index % 4 === 1))(
  'steps of a survey grow with the number of %s',
  async (name) => {
    const make = longLists[name] ?? ((): Record<string, string> => ({}));
    await stepsOfSurvey(make(1));
    const start = await stepsOfSurvey(make(1));
    const one = (await stepsOfSurvey(make(100))) - start;
    const four = (await stepsOfSurvey(make(400))) - start;
    const isLinear = four <= 6 * Math.max(one, noise) || boundedLists[name] !== undefined;
    expect([isLinear, one, four]).toEqual([true, one, four]);
  },
  300_000,
);

test('a list that an image installs is read once, though a dozen rules ask for what is in it', async () => {
  const start = 'FROM docker.io/library/python:3.13-slim\n';
  const text = Array.from({ length: 400 }, (_, index) => `a${String(index)}==1\n`).join('');
  const lists = (isInstalled: boolean): Record<string, string> => ({
    Dockerfile: `${start}COPY requirements.txt /a/\n${isInstalled ? 'RUN pip install -r /a/requirements.txt\n' : ''}`,
    'requirements.txt': text,
  });
  await stepsOf(lists(true));
  const [copied, installed] = [await stepsOf(lists(false)), await stepsOf(lists(true))];
  // 78 with one reading; 306 where each rule read it anew.
  expect((installed - copied) / 400).toBeLessThan(150);
});

/** Steps of looking for each of so many findings among as many open conflicts. */
async function stepsOfConflicts(count: number): Promise<number> {
  const lines = Array.from(
    { length: count },
    (_, index) => `<<<<<<< yours\na${String(index)}\n=======\n>>>>>>> theirs\n`,
  );
  const facts = await factsOf({ Dockerfile: 'FROM scratch\n', 'requirements.txt': lines.join('') });
  const [first, ...others] = lines.map((_, index) => ({
    message: 'has no version',
    location: { file: 'requirements.txt', line: 4 * index + 2 },
    fix: 'write one',
  }));
  if (first === undefined) throw new Error('there are no findings');
  return counter.count(() =>
    doubtConflicts({ verdict: 'fail', findings: [first, ...others] }, { id: 'dependencies-pinned' }, facts),
  );
}

test('steps grow with the number of conflicts that a merge left open in a list', async () => {
  await stepsOfConflicts(100);
  const [one, four] = [await stepsOfConflicts(100), await stepsOfConflicts(400)];
  expect([four <= 6 * one, one, four]).toEqual([true, one, four]);
});

function square(length: number): number {
  let found = 0;
  for (let a = 0; a < length; a += 1) for (let b = 0; b < length; b += 1) if (a === b) found += 1;
  return found;
}

test('work that grows with the square of a text is seen', async () => {
  const one = await counter.count(() => square(100));
  expect(await counter.count(() => square(400))).toBeGreaterThan(6 * one);
});
