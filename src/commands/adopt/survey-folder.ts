import type { Terminal } from '../../model/command.ts';
import type { ProjectFiles } from '../../model/ports.ts';
import { surveyKnowledge } from '../../catalog/adopt/survey-knowledge.ts';
import { choosePrograms, wantsText } from '../../engine/survey/programs-to-read.ts';
import { propose } from '../../engine/adopt/propose.ts';
import { surveyRepository } from '../../engine/survey/survey-repository.ts';
import { listRepository, type RepositoryListing } from '../../io/adopt/list-repository.ts';
import { loadSyntax } from '../../io/programs/load-syntax.ts';
import type { Proposal } from '../../model/adopt/proposal.ts';
import { isPlacedPath, REPOSITORY_PREFIX } from '../../model/project/placed-path.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';
import type { RepositoryFacts } from '../../model/adopt/repository-facts.ts';
import { ignoreWork, readIgnoreRules } from '../../parse/adopt/ignore-rules.ts';
import { mostWhole, readLarge } from '../../parse/programs/read-large.ts';
import { tellNote } from '../../report/terminal/tell-note.ts';
import { judgeDataFile } from '../../rules/shared/data/data-files.ts';
import { readPrograms } from '../../parse/programs/read-programs.ts';

/** A repository as it lies in a folder, what it shows, and what that calls for. */
export interface SurveyedFolder {
  readonly listing: RepositoryListing;
  readonly facts: RepositoryFacts;
  readonly proposal: Proposal;
}

/** Characters of programs that take some seconds to read; below, nobody wonders whether anything goes on. */
const quicklyRead = 1_000_000;

/**
 * Lists and reads a folder; writes and starts nothing. Folders that adopt wrote into it before are not the person's. `quick`: of modules of a large
 * repository only what they import is looked at, and the facts say so. `terminal`: where it is told that this takes a while; absent where nobody waits.
 */
export async function surveyFolder(
  directory: string,
  how: 'whole' | 'quick' = 'whole',
  terminal?: Terminal,
): Promise<SurveyedFolder> {
  const listing = listRepository(directory, { readIgnore: readIgnoreRules, ignoreWork, wantsText });
  const ours = new Set(
    listing.files.flatMap(({ path }) => /^(tre(?:-[a-z0-9]+)*)\/\.yo-rc\.json$/.exec(path)?.[1] ?? []),
  );
  const files = listing.files.filter(
    (file) => !ours.has(file.path.slice(0, Math.max(0, file.path.indexOf('/')))) && !isPipelineOf(file, ours),
  );
  const chosen = choosePrograms(files);
  if (terminal?.wrapAt !== undefined) tellOfReading(chosen.files, how, terminal);
  const { programs, glanced } =
    how === 'quick'
      ? await readLarge(chosen.files, loadSyntax, chosen.besides)
      : { programs: await readPrograms(chosen.files, loadSyntax, chosen.besides), glanced: 0 };
  const incomplete =
    listing.incomplete ??
    (chosen.unread > 0
      ? `${String(chosen.unread)} programs were not read: there are too many for one survey`
      : glanced > 0
        ? `of ${String(glanced)} programs only what they import was looked at, since the programs are large: what they open, fetch and name is not in this survey; \`adopt\` without --survey, or with the program named, reads them`
        : undefined);
  const seen = await surveyRepository({
    files,
    programs,
    knowledge: surveyKnowledge,
    judgeData: judgeDataFile,
    ...(incomplete === undefined ? {} : { incomplete }),
  });
  const facts = listing.ignored.length === 0 ? seen : { ...seen, ignored: listing.ignored };
  const proposal = propose(
    facts,
    files.map(({ path }) => path),
    surveyKnowledge,
  );
  return { listing: { ...listing, files }, facts, proposal };
}

/** Programs are read at one go, in which nothing can be shown: whoever waits is told before. */
function tellOfReading(programs: readonly ProjectFile[], how: 'whole' | 'quick', terminal: Terminal): void {
  const characters = programs.reduce((sum, { text = '' }) => sum + text.length, 0);
  if (characters <= quicklyRead || (how === 'quick' && characters > mostWhole)) return;
  const again = how === 'quick' ? '' : ', and once more when what would be written is checked';
  tellNote(
    `reading ${String(programs.length)} programs, ${(characters / 1_000_000).toFixed(1)} million characters${again}: this may take a minute`,
    { terminal },
  );
}

/** Whether a file is the workflow of one of those folders, at the root. */
function isPipelineOf({ path, text }: ProjectFile, folders: ReadonlySet<string>): boolean {
  const works = isPlacedPath(`${REPOSITORY_PREFIX}${path}`)
    ? /^ {4}working-directory: (?:.*\/)?(tre[a-z0-9-]*)$/m.exec(text ?? '')
    : null;
  return folders.has(works?.[1] ?? '');
}

/** The files of the repository above a folder that adopt wrote, without what it wrote. */
export function listAbove(folder: string): RepositoryListing['files'] {
  const above = folder.replace(/[\\/][^\\/]+$/, '');
  const name = folder.slice(above.length + 1);
  const { files } = listRepository(above, { readIgnore: readIgnoreRules, ignoreWork, wantsText });
  return files.filter(({ path }) => !path.startsWith(`${name}/`));
}

/** The list of packages of an adopted folder as it is there: not all of it need be ours any more. */
export async function readOwnList(project: Pick<ProjectFiles, 'read'>): Promise<string | undefined> {
  return (await project.read(['packages.txt'])).get('packages.txt')?.text;
}
