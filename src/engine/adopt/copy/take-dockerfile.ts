import type { AdoptionToDo, Adoption } from '../../../model/adopt/adoption.ts';
import type { Proposal } from '../../../model/adopt/proposal.ts';
import type { ImageFamily } from '../../../model/adopt/image-family.ts';
import type { DockerfileSurvey, RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../../model/adopt/survey-knowledge.ts';
import { cutToDos } from '../points/cut-to-dos.ts';
import { isByproduct, listBeside } from '../propose-contents.ts';
import { rendersWithQuarto } from '../start/render-with-quarto.ts';
import type { CopiedDockerfile, NoCopy } from './copied-dockerfile.ts';
import { copyDockerfile } from './copy-dockerfile.ts';

/** The Dockerfile of the repository, the files beside it, and what was decided. */
export interface DockerfileToTake {
  readonly image: DockerfileSurvey;
  readonly text: string;
  /** Every file of the repository. */
  readonly files: readonly string[];
  readonly traits: BaseTraits;
  readonly known: Pick<SurveyKnowledge, 'bases' | 'languages'>;
  readonly program: Adoption['program'];
}

/** Kinds of images that batch bases of the language are for. Environments of conda are not taken over: they are activated at the start. */
function takenFamilies(
  { language }: BaseTraits,
  { bases, languages }: DockerfileToTake['known'],
): readonly ImageFamily[] {
  if (!languages[language].adopt.takesDockerfile) return [];
  return Object.values(bases).flatMap((base) =>
    base.language === language && base.mode === 'batch' ? base.proposed.families : [],
  );
}

/** A copy of the repository's Dockerfile, or why a new one is written. */
export function takeDockerfile(
  facts: RepositoryFacts,
  proposal: Proposal,
  { image, text, files: all, traits, known, program }: DockerfileToTake,
): CopiedDockerfile | NoCopy {
  const files = all.filter((path) => !isByproduct(path));
  const { family, from = '', clones } = image;
  if (traits.mode === 'interactive') return { because: 'a session is started by a server, which the base brings' };
  if (family === undefined || !takenFamilies(traits, known).includes(family))
    return { because: `${from} is no image of a kind that is taken over` };
  if (clones !== undefined) return { because: `its line ${String(clones.location.line ?? 1)} clones a repository` };
  if (rendersWithQuarto(program.start) && family !== 'rstudio')
    return { because: 'the program needs Quarto, which its lines do not install' };
  return copyDockerfile({
    path: image.path,
    text: text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'),
    files,
    goesIn: new Set(files.filter((path) => isWithin(path, proposal.goesIn))),
    beside: listBeside(files, facts),
    data: new Set(facts.dataFiles.filter(({ goes }) => goes === 'out').map(({ path }) => path)),
    lists: new Set([
      ...facts.lists.flatMap(({ path, lock }) => [path, lock ?? path]),
      ...(image.installsProject === undefined ? [] : files.filter((path) => buildFiles.test(path))),
    ]),
  });
}

/** What a build of the project itself reads. */
const buildFiles =
  /^(?:setup\.(?:py|cfg)|pyproject\.toml|MANIFEST\.in|NAMESPACE|DESCRIPTION|README(?:\.(?:md|rst|txt))?|LICEN[CS]E(?:\.(?:md|txt))?)$/;

function isWithin(path: string, entries: readonly string[]): boolean {
  return entries.some((each) => each === path || (each.endsWith('/') && path.startsWith(each)));
}

/** What its lines do not bring into the image, where the program is not among what they bring: a bind mount did. */
export function listMore(
  { covered, sent }: CopiedDockerfile,
  { start, atRun }: Adoption['program'],
  goesIn: readonly string[],
  files: readonly string[],
): readonly string[] {
  const words = start.flatMap((word) => word.split(/\s+/)).map((word) => word.replace(/^\.\//, ''));
  const named = words.filter((word) => files.includes(word));
  const isThere = atRun || named.length === 0 ? covered.size > 0 : named.every((path) => covered.has(path));
  return isThere ? [] : goesIn.filter((path) => !sent.includes(path));
}

/** What its lines copy and the repository does not have. */
export function missingToDos({ missing }: CopiedDockerfile, path: string, folder: string): AdoptionToDo[] {
  const all = missing.map(({ what, line }) => ({
    id: `missing:${what}`,
    text: `${path} copies ${what}, which the repository does not have: where the program needs it, put it there, write the COPY into ${folder}/Dockerfile, and name it in ${folder}/Dockerfile.dockerignore`,
    place: `${path}:${String(line)}`,
  }));
  return cutToDos(all, 10, `files that ${path} copies and the repository does not have`);
}
