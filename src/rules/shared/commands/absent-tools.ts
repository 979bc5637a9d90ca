import type { Finding, Verdict } from '../../../model/check/rule.ts';
import { unknown } from '../../../model/check/verdicts.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import { systemPrograms } from '../../../catalog/software/system-programs.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { Unfollowed } from '../../../model/programs/reach.ts';
import type { Subject } from '../dependencies/find-dependencies.ts';
import { hasBuildpack } from '../dependencies/has-buildpack.ts';
import { judgeConstraints } from '../dependencies/misnamed-lists.ts';
import { findAbsentServer, findLackedServers } from './absent-servers.ts';
import { judgeCommands } from './misspelt-commands.ts';
import { isCalled } from '../reach/is-called.ts';
import { describeWay } from '../reach/judge-reached.ts';

/** Words by which what brings a program may be called, beside its own name and those of Debian's packages. */
const families: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:t?blast[npx]|makeblastdb)$/, /blast/i],
  [/^(?:flirt|fslmaths|bet)$/, /fsl/i],
  [/latex/, /tex/i],
  [/^(?:gs|ps2pdf)$/, /tex/i],
  [/^(?:convert|mogrify|identify|montage)$/, /magick/i],
  [/^(?:psql|pg_dump)$/, /postgres|psql/i],
  [/^mysql/, /mysql|mariadb/i],
  [/^(?:tabix|bgzip)$/, /htslib|samtools|bcftools/i],
  [/^gdal|^ogr/, /gdal/i],
  [/^h5dump$/, /hdf5/i],
  [/^nc/, /netcdf/i],
  [/^recon-all$/, /freesurfer/i],
  [/^antsRegistration$/, /ants/i],
];

/** Whether a text speaks of what brings a program. A short name is looked for as a word. */
function speaksOf(program: string): (text: string) => boolean {
  const name = program.replace(/\d$/, '');
  const words = [
    new RegExp(name.length > 3 ? escape(name) : String.raw`\b${escape(name)}\b`, 'i'),
    ...(systemPrograms.get(program) ?? []).map((each) => new RegExp(escape(each), 'i')),
    ...families.flatMap(([of, word]) => (of.test(program) ? [word] : [])),
  ];
  return (text) => words.some((word) => word.test(text));
}

function escape(name: string): string {
  return name.replaceAll(/\W/g, String.raw`\$&`);
}

/** What the image may lack: a list that pip reads, commands of its RUNs, and of the programs that it starts. Unknown, since one may come under another name. */
export function judgeTools(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Verdict | undefined {
  return (
    judgeConstraints(image, dockerfile) ??
    judgeCommands(image, dockerfile, facts) ??
    judgeStartedTools(image, dockerfile, facts) ??
    judgeQuartoOfR(image, dockerfile, facts) ??
    judgeNamedStart(image, dockerfile, facts)
  );
}

/** Programs that come with a package of another name. */
const broughtBy: ReadonlyMap<string, RegExp> = new Map([
  ['uvicorn', /fastapi/i],
  ['torchrun', /torch/i],
  ['ipcluster', /ipyparallel/i],
  ['luigid', /luigi/i],
  ...['jupyter', 'jupyter-lab', 'jupyter-notebook'].map(
    (name) => [name, /jupyter|notebook|nbconvert|nbclient|voila|papermill|ipykernel|sage|anaconda\d?-/i] as const,
  ),
]);

/** A start by the name of a program that the base does not have, and of which neither a list nor a RUN speaks: a slip of the pen, or a console script of a project that nothing installs. */
function judgeNamedStart(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Verdict | undefined {
  const named = findUnspoken({ image, dockerfile, facts });
  return named === undefined
    ? undefined
    : unknown(
        `${named.location.file}:${String(named.location.line ?? 1)} starts ${named.what}, which ${image.from.image?.text ?? 'the base'} is not known to have, and nothing here speaks of what installs it`,
        named.location,
        `install what brings ${named.what} in a RUN, or start the program by its file`,
      );
}

/** A server by whose name the image starts, where all that it installs is known and brings none. */
export function findServersLacking(subject: Subject): readonly Finding[] {
  const named = findUnspoken(subject);
  return named === undefined ? [] : findLackedServers(subject, named);
}

/** What the image starts by a name of which nothing in it speaks. */
function findUnspoken(subject: Subject): Pick<Unfollowed, 'what' | 'location'> | undefined {
  const { image, dockerfile, facts } = subject;
  const reach = facts.reach.get(dockerfile.path);
  // What a program of the project runs on its way may come with a library of another name.
  const named =
    reach?.unfollowed.find(
      (each) =>
        each.class === 'started' && each.isInstalled === true && !/\.(?:py|ipynb|[rR]|jl)$/.test(each.location.file),
    ) ?? findAbsentServer(subject);
  if (reach === undefined || named === undefined || !isPlain(image) || reach.unseen.length > 0) return undefined;
  // `nnUNet_predict` comes with nnunet.
  const [first = ''] = named.what.split(/[^A-Za-z0-9]/, 1);
  const brought = broughtBy.get(named.what);
  const isSpoken =
    brought === undefined
      ? speaksOf(first.length > 3 ? first : named.what)
      : (text: string): boolean => brought.test(text);
  const spoken = [
    ...image.instructions.flatMap(({ keyword, text }) => (/^(?:ENTRYPOINT|CMD|LABEL)$/.test(keyword) ? [] : [text])),
    ...textsOfBuild(dockerfile, facts),
  ];
  return spoken.some(isSpoken) ? undefined : named;
}

/** Whether a base has no more than a language or a distribution has. */
function isPlain({ base, known }: FinalImage): boolean {
  return base !== undefined || known?.kind === 'language' || known?.kind === 'generic';
}

/** Lists of packages, and what a RUN runs of the project. */
function textsOfBuild({ path }: DockerfileFacts, facts: ProjectFacts): readonly string[] {
  const built = (facts.reach.get(path)?.programs ?? []).filter(({ class: kind }) => kind === 'built');
  return [
    ...facts.requirements.flatMap(({ packages }) => packages.map(({ text }) => text)),
    ...built.map(({ program }) => facts.byPath.get(program.path)?.text ?? ''),
  ];
}

/** What images with all of buildpack-deps have of them. */
const ofBuildpack: ReadonlySet<string> = new Set(['git', 'convert', 'mogrify', 'identify', 'montage']);

/** A started program that runs one that no plain image has, where nothing speaks of it. */
function judgeStartedTools(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Verdict | undefined {
  const reach = facts.reach.get(dockerfile.path);
  if (reach === undefined || !isPlain(image) || reach.unseen.length > 0) return undefined;
  const isFull = hasBuildpack(image) === true;
  const spoken = [dockerfile.text, ...textsOfBuild(dockerfile, facts)];
  for (const reached of reach.programs) {
    if (reached.class !== 'started' || !/\.(?:py|[rR]|sh)$/.test(reached.program.path)) continue;
    for (const { program, line } of reached.program.commands) {
      const brought = systemPrograms.get(program);
      if (brought === undefined || (isFull && ofBuildpack.has(program))) continue;
      if (spoken.some(speaksOf(program))) continue;
      const location = { file: reached.program.path, line };
      return unknown(
        `${location.file}:${String(line)} runs ${program}${describeWay(reached, location)}, which ${image.from.image?.text ?? 'the base'} is not known to have, and nothing here speaks of it`,
        location,
        brought[0] === undefined
          ? `install ${program} in a RUN`
          : `install ${brought[0]} in a RUN, the package of Debian and Ubuntu that brings it`,
      );
    }
  }
  return undefined;
}

/** What hands a document to Quarto's program, which the package of that name does not bring. */
const byQuarto = /^(?:(?:tarchetypes::)?tar_quarto(?:_rep)?(?:_raw)?|(?:quarto::)?quarto_render)$/;
/** How code of R and its lists name the package. */
const quartoOfR = /["']quarto["']|install2?\.r\b[^&|;\n]*/g;
const listOfR = /(?:^|\/)(?:renv\.lock|DESCRIPTION|[^/]+\.[rR])$/;

/** A started program of R that renders by Quarto, where nothing speaks of the program itself. */
function judgeQuartoOfR(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Verdict | undefined {
  const reach = facts.reach.get(dockerfile.path);
  if (reach === undefined || !isPlain(image) || reach.unseen.length > 0) return undefined;
  const others = { ...facts, requirements: facts.requirements.filter(({ path }) => !listOfR.test(path)) };
  const spoken = [dockerfile.text, ...textsOfBuild(dockerfile, others)];
  if (spoken.some((text) => /quarto|rstudio|verse/i.test(text.replaceAll(quartoOfR, '')))) return undefined;
  for (const reached of reach.programs) {
    const { program } = reached;
    const call = program.calls.find((each) => byQuarto.test(each.callee) && isCalled(each, reach) !== 'no');
    if (reached.class !== 'started' || program.language !== 'r' || call === undefined) continue;
    const location = { file: program.path, line: call.line };
    return unknown(
      `${location.file}:${String(location.line)} calls ${call.callee}${describeWay(reached, location)}, which runs Quarto's program: ${image.from.image?.text ?? 'the base'} is not known to have it, and nothing here installs it (the R package quarto does not)`,
      location,
      'install Quarto in a RUN, from a release whose checksum the RUN compares',
    );
  }
  return undefined;
}
