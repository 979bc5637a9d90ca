import { bases } from '../../catalog/bases.ts';
import { questions } from '../../catalog/questions.ts';
import { namedImages } from '../../catalog/images.ts';
import { findSystemNeeds, saySystemNeeds } from '../../engine/changes/system-libraries.ts';
import { describeLocks } from '../changes/describe-locks.ts';
import { describeDropped } from '../../engine/answers/describe-dropped.ts';
import { describeGiven, describeNames, describePipeline, describeUnfixed } from './describe-names.ts';
import { describeImage } from '../../engine/answers/describe-image.ts';
import { describeShortened } from '../../engine/answers/describe-shortened.ts';
import type { Answers, AnswersInput } from '../../model/answers/answers.ts';
import type { Base } from '../../model/render/base.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import type { RenderedTree } from '../../model/render/artefact.ts';
import { formatAnswerText } from '../../parse/answers/answer-text.ts';
import { describeLostPackages, describeStarterPackages, namesPackage, readPutAway } from './choose-starter-packages.ts';
import { describeKeptLoader, describeLostModels, readCommits } from './keep-loader.ts';
import type { Past } from './plan-project.ts';

/** Entries with a version in a list of packages that a tool reads, as they stand there. */
async function readEntries(list: string, project: Pick<ProjectFiles, 'read'>): Promise<readonly string[]> {
  const text = (await project.read([list])).get(list)?.text ?? '';
  return text
    .split('\n')
    .map((line) => line.trim().replace(/^- /, ''))
    .filter((line) => /^\w[\w.-]*(?:\[[\w,-]+\])?(?:[=~!<>]=|[=<>])[\w.*+!-]+$/.test(line));
}

const fold = (text: string): string => text.toLowerCase().replaceAll('_', '-');

/** Packages of the answers that somebody took out of the list by hand: they are not left out by a new answer. What is no plain name may stand there in another form. */
function takenOutPackages(earlier: AnswersInput | undefined, list = ''): readonly string[] {
  const before: unknown = earlier?.['packages'];
  if (list === '' || !Array.isArray(before)) return [];
  const words = new Set(fold(list).split(/[^\w.-]+/));
  return before
    .map(String)
    .filter((entry) => /^\w/.test(entry) && !/[/:]|\.(?:lock|toml)$/.test(entry))
    .filter((entry) => !words.has(fold(/^[\w.-]+/.exec(entry)?.[0] ?? '')));
}

/** What becomes of things that the answers do not name any more, or bring along, and what nobody can know of them, in sentences. */
export async function describeAnswered(
  past: Past,
  answers: Answers,
  rendered: RenderedTree,
  project: ProjectFiles,
): Promise<readonly string[]> {
  const earlier = past.state?.answers;
  const base = bases[answers.base];
  const list = (await project.read([base.packageFile])).get(base.packageFile)?.text;
  const away = await readPutAway(past.baseline, rendered, project);
  const changes = past.baseline?.files.get('Dockerfile')?.text !== rendered.get('Dockerfile')?.text;
  return [
    ...describeDropped(earlier, answers, { bases: Object.values(bases), questions }, formatAnswerText),
    ...(await describeLocks(earlier, answers, project)),
    ...describeShortened(
      earlier,
      answers,
      [...unaskedPackages(earlier, base, rendered), ...takenOutPackages(earlier, list)],
      { listed: await readEntries(base.packageFile, project), fetched: await readCommits(project) },
    ),
    ...describeImage(earlier, answers, {
      bases: Object.values(bases),
      named: namedImages,
      changes,
      isCopy: past.state?.adopted !== undefined,
    }),
    ...describeGiven(earlier, answers),
    ...describePipeline(earlier, answers),
    ...describeNames(earlier, answers, base),
    ...describeUnfixed(earlier, answers),
    ...describeLostPackages(past, answers, rendered, project.root),
    ...(await describeLostModels(past, answers, project)),
    ...(await describeKeptLoader(past, answers, project)),
    ...describeStarterPackages(earlier, answers, base, rendered, { list, away }),
    ...describeSystemNeeds(earlier, answers),
  ];
}

/**
 * Packages of the base's own starter that go without a word, or do not go at all. Where the answers were more than those, whoever gave them named them too; where the list
 * that is rendered has them still, they stay.
 */
function unaskedPackages(earlier: AnswersInput | undefined, base: Base, rendered: RenderedTree): readonly string[] {
  const list = rendered.get(base.packageFile)?.text ?? '';
  const isDefault = JSON.stringify(earlier?.['packages']) === JSON.stringify(base.packages);
  return isDefault ? base.packages : base.packages.filter((entry) => namesPackage(list, entry));
}

/** Packages that came in this run and need libraries of the system. */
function describeSystemNeeds(earlier: AnswersInput | undefined, answers: Answers): readonly string[] {
  const { base, packages, systemPackages, image } = answers;
  const before = earlier?.['base'] === base ? [earlier['packages'] ?? []].flat().map(String) : [];
  const { systemLibraries } = bases[base].language;
  if (systemLibraries === undefined) return [];
  const names = packages.filter((entry) => !before.includes(entry));
  const needs = findSystemNeeds(names, { image, has: systemPackages }, systemLibraries);
  return needs === undefined ? [] : [`packages: ${saySystemNeeds(needs, systemPackages)}`];
}
