import type { Reason } from '../../../model/adopt/proposal.ts';
import type { RepositoryFacts } from '../../../model/adopt/repository-facts.ts';
import type { BaseTraits, SurveyKnowledge } from '../../../model/adopt/survey-knowledge.ts';
import { isSidePath } from '../../../parse/adopt/own-files.ts';
import { findEntries, namedInReadme } from '../../survey/find-entries.ts';
import { mainDockerfile } from '../propose-base.ts';
import type { ProgramChoice } from '../propose-program.ts';
import { startOfImage } from '../propose-image-start.ts';

/** An image of the repository, and the base that it is nearest to. */
interface OwnImage {
  readonly path: string;
  readonly traits: BaseTraits;
}

type Known = Pick<SurveyKnowledge, 'bases' | 'languages'>;

/**
 * The images of a repository that are in two languages, where no Dockerfile at the root goes before them: the one that was taken first. Nothing where
 * there is one, or the others run no program that is here.
 */
export function rivalImages(facts: RepositoryFacts, { bases }: Pick<Known, 'bases'>): readonly OwnImage[] {
  const main = mainDockerfile(facts);
  const toImage = ({ path, family }: RepositoryFacts['dockerfiles'][number]): OwnImage | undefined => {
    const traits = Object.values(bases).find(
      ({ proposed }) => family !== undefined && proposed.families.includes(family),
    );
    return traits === undefined ? undefined : { path, traits };
  };
  const own = main === undefined ? undefined : toImage(main);
  if (own === undefined) return [];
  const others = facts.dockerfiles
    .filter(({ path, isWorkplace, unread }) => path !== own.path && !isWorkplace && unread === undefined)
    .filter(({ path }) => !isSidePath(path) && (own.path.includes('/') || !path.includes('/')))
    .flatMap((each) => toImage(each) ?? [])
    .filter(({ traits: { language } }, at, all) => {
      const isFirst = all.findIndex((other) => other.traits.language === language) === at;
      return isFirst && language !== own.traits.language && runsSomething(facts, language);
    });
  return others.length === 0 ? [] : [own, ...others];
}

function runsSomething({ programs }: RepositoryFacts, language: string): boolean {
  return programs.some((each) => each.language === language && each.starts && !each.isSide);
}

/**
 * What starts, where the repository has images in two languages: that is asked, unless a guide names the program, or the image that was taken is the
 * only one that starts something. The programs of each image are offered.
 */
export function askBetweenImages(choice: ProgramChoice, facts: RepositoryFacts, known: Known): ProgramChoice {
  const images = rivalImages(facts, known);
  const [own, ...others] = images;
  if (own === undefined || isSettled(choice, facts, images)) return choice;
  const { program, why } = choice;
  const offered = [program.candidates, ...others.map((image) => programsOf(image, facts, known))];
  const heads = offered.flatMap((each) => each.slice(0, 3));
  const evidence = images.map(({ path }) => ({ file: path }));
  const reason: Reason = {
    why: `there are images in ${String(images.length)} languages, ${list(images, known.languages, ' and ')}, and nothing in the repository says which of them this container is`,
    evidence: [...evidence, ...why.evidence],
  };
  return {
    program: { ...program, ask: true, candidates: [...new Set([...heads, ...offered.flat()])] },
    why: reason,
    question: `Which image does the container become, ${list(images, known.languages, ' or ')}? Name the program that it starts`,
  };
}

function isSettled({ program }: ProgramChoice, facts: RepositoryFacts, images: readonly OwnImage[]): boolean {
  const words = program.start.flatMap((word) => word.split(/\s+/)).map((word) => word.replace(/^\.\//, ''));
  const started = facts.programs.filter(({ path }) => words.includes(path));
  if (program.start.length > 0 && started.length === 0) return true;
  if (started.some(({ path }) => namedInReadme(facts, path))) return true;
  const [own] = images;
  const starting = facts.dockerfiles.filter(
    (each) => images.some(({ path }) => path === each.path) && startOfImage(each, facts) !== undefined,
  );
  return starting.length === 1 && starting[0]?.path === own?.path;
}

/** Programs in an image's language: those that lie beside it before all others. */
function programsOf({ path, traits }: OwnImage, facts: RepositoryFacts, { languages }: Known): readonly string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const own = facts.programs.filter(
    (each) => each.language === traits.language && each.starts && !each.isSide && each.path.startsWith(folder),
  );
  const entries = findEntries(facts, traits, languages);
  return [...new Set([...(folder === '' ? [] : own), ...entries].map((each) => each.path))];
}

function list(images: readonly OwnImage[], languages: Known['languages'], between: string): string {
  return images.map(({ path, traits }) => `${path} (${languages[traits.language].label})`).join(between);
}
