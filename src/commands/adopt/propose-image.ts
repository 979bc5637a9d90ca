import { bases } from '../../catalog/bases.ts';
import { systemPrograms } from '../../catalog/software/system-programs.ts';
import { chooseImage } from '../../engine/adopt/image/choose-image.ts';
import { findStartedTools } from '../../engine/adopt/packages/system-programs.ts';
import { mainDockerfile } from '../../engine/adopt/propose-base.ts';
import { startsPandoc } from '../../parse/programs/files/renders-by-pandoc.ts';
import { systemPackagesOfTools } from '../../engine/adopt/start/start-tools.ts';
import type { Adoption } from '../../model/adopt/adoption.ts';
import type { Answers, AnswersInput, BaseName } from '../../model/answers/answers.ts';
import type { Past } from '../create/plan-project.ts';
import type { SurveyedFolder } from './survey-folder.ts';

/**
 * Earlier answers; of those that another base was asked for none, but packages of the system, which every base installs by apt. What that base had by itself
 * nobody answered.
 */
export function keepForBase(
  base: BaseName,
  earlier: AnswersInput = {},
  of: Pick<Answers, 'systemPackages'>,
): AnswersInput {
  if (earlier['base'] === base || Object.keys(earlier).length === 0) return earlier;
  const { image: _, systemPackages = [], packages: __, documents: ___, port: ____, gpu, runtimes, ...others } = earlier;
  const old = Object.values(bases).find(({ name }) => name === earlier['base']);
  const byItself = old?.runtimes.filter((each) => each !== 'kubernetes' || gpu === true);
  const chosen = new Set<unknown>([runtimes ?? []].flat());
  const isChosen =
    runtimes !== undefined && !(byItself?.length === chosen.size && byItself.every((each) => chosen.has(each)));
  return {
    ...others,
    ...(gpu === undefined || gpu === old?.gpu ? {} : { gpu }),
    ...(isChosen ? { runtimes } : {}),
    systemPackages: [...new Set([...of.systemPackages, ...[systemPackages].flat()])],
  };
}

/** The image, and the packages of the system that are installed into it: of a Dockerfile that was taken over its own lines do that. */
export function proposeImage(
  { facts, proposal }: SurveyedFolder,
  base: BaseName,
  adoption: Adoption,
): Pick<Answers, 'image' | 'systemPackages'> {
  const { original } = adoption;
  const ofTools = systemPackagesOfTools(adoption);
  if (original?.copy !== undefined) return { image: original.copy.image, systemPackages: ofTools };
  const renders = startsPandoc(adoption.program.start);
  const named = mainDockerfile(facts)?.systemPackages.map(({ name }) => name) ?? [];
  const started = findStartedTools(facts, adoption, systemPrograms).flatMap(({ packages }) => packages.slice(0, 1));
  const systemPackages = [...new Set([...named, ...ofTools, ...started, ...(renders ? ['pandoc'] : [])])]
    .filter((name) => /^[a-z0-9][a-z0-9+.-]+$/.test(name))
    .toSorted();
  // A version is one of a language: Python's says nothing of R.
  const isOfIt = proposal.base !== 'none' && bases[proposal.base].language === bases[base].language;
  return { image: chooseImage(bases[base], isOfIt ? proposal.version : undefined), systemPackages };
}

/**
 * Where the image of before is the one that was proposed, nobody chose it, and the one that is proposed now is taken: of the Dockerfile that was taken over, or for
 * the version that the repository says by now. Of the same name its digest stays, which `pin` may have written.
 */
export function renewImage({ state }: Past, now: string): Partial<Pick<Answers, 'image'>> {
  const before = state?.adopted?.image ?? state?.adopted?.original?.copy?.image;
  const chosen = state?.answers['image'];
  if (before === undefined || typeof chosen !== 'string' || nameOf(chosen) !== nameOf(before)) return {};
  return nameOf(now) === nameOf(before) ? {} : { image: now };
}

/** What is told of an image that was renewed: a build with another version of the language is another program. */
export function tellRenewed(
  { state }: Past,
  { image }: Partial<Pick<Answers, 'image'>>,
  base: BaseName,
): readonly string[] {
  const before = state?.answers['image'];
  if (image === undefined || typeof before !== 'string') return [];
  // Its own would not start what this base starts.
  if (state?.answers['base'] !== base)
    return [`image: ${nameOf(image)} now, that of the base ${base}; it was ${nameOf(before)}`];
  return [
    `image: ${nameOf(image)} now, as your files ask for; it was ${nameOf(before)}, and to keep that: --set image=${nameOf(before)}`,
  ];
}

/** What is told where another list of packages is installed than the last time. */
export function tellOtherList({ state }: Past, { packages, original, reasons }: Adoption): readonly string[] {
  const before = state?.adopted?.packages.list;
  if (before === undefined || before === packages.list || original?.copy !== undefined) return [];
  return [`packages: ${before} is no longer what is installed: ${reasons['manifest'] ?? 'see --survey'}`];
}

function nameOf(image: string): string {
  return image.replace(/@.*/s, '');
}
