import type { Orchestrator } from '../../model/adopt/orchestrator.ts';
import type { DockerfileSurvey, PackageList, ProgramSurvey } from '../../model/adopt/repository-facts.ts';
import type { SurveyKnowledge } from '../../model/adopt/survey-knowledge.ts';
import type { LanguagePair, StopSign } from '../../model/adopt/stop-signs.ts';
import { isSidePath } from '../../parse/adopt/own-files.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

interface Seen {
  readonly files: readonly ProjectFile[];
  readonly programs: readonly ProgramSurvey[];
  readonly orchestrators: readonly Orchestrator[];
  readonly lists: readonly PackageList[];
  readonly dockerfiles: readonly DockerfileSurvey[];
}

type Known = Pick<SurveyKnowledge, 'languages' | 'stopSigns'>;

/** What none of the bases is for, each with what would fit. */
export function findStops(seen: Seen, { languages, stopSigns }: Known): StopSign[] {
  return [
    ...findForeign(seen, stopSigns.foreign),
    ...findLicensed(seen, languages),
    ...findWorkflows(seen),
    ...findWeb(seen, stopSigns.server),
    ...stopSigns.pairs.flatMap((pair) => findMixed(seen, pair, languages)),
  ];
}

/** More programs in a language that none of the bases is for than in all others together. */
function findForeign({ files, programs }: Seen, foreign: Known['stopSigns']['foreign']): StopSign[] {
  const known = programs.filter(({ isSide, kind }) => !isSide && kind !== 'notebook').length;
  return foreign.flatMap(({ name, pattern, needsLicence }): StopSign[] => {
    const theirs = files.filter(({ path }) => pattern.test(path) && !isSidePath(path));
    const [first] = theirs;
    if (first === undefined || theirs.length <= known) return [];
    return [
      {
        kind: needsLicence === true ? 'licence' : 'language',
        what: `most programs are written in ${name} (${String(theirs.length)} files)`,
        instead:
          needsLicence === true
            ? `an image of ${name} with a licence that works without a network: ask your Research Coordinator`
            : `a Dockerfile of your own on an image for ${name}; \`check\` judges it`,
        location: { file: first.path },
      },
    ];
  });
}

/** Programs of a language that needs a licence, unless they are few beside programs of another language. */
function findLicensed({ programs, dockerfiles }: Seen, languages: Known['languages']): StopSign[] {
  const own = programs.filter(({ isSide }) => !isSide);
  return Object.values(languages).flatMap(({ name: language, label: what, licence }): StopSign[] => {
    if (licence === undefined) return [];
    const { free, instead } = licence;
    const theirs = own.filter((program) => program.language === language);
    const [first] = theirs;
    const image = dockerfiles.find(({ family }) => family === language);
    const otherwise = free === undefined ? undefined : dockerfiles.find(({ from }) => free.image.test(from ?? ''));
    if (free !== undefined && otherwise !== undefined)
      return [
        {
          kind: 'language',
          what: `its programs are run by ${free.name}, as its Dockerfile says`,
          instead: `a Dockerfile of your own on an image for ${free.name}; \`check\` judges it`,
          location: { file: otherwise.path, line: otherwise.fromLine },
        },
      ];
    if (image !== undefined)
      return [
        {
          kind: 'licence',
          what: `${what} needs a licence`,
          instead,
          location: { file: image.path, line: image.fromLine },
        },
      ];
    const others = own.filter(
      (program) => program.language !== language && program.language !== 'shell' && program.kind !== 'notebook',
    );
    if (first === undefined || theirs.length * 2 < others.length) return [];
    const files = theirs.length === 1 ? 'one program of yours is' : `${String(theirs.length)} programs of yours are`;
    return [
      {
        kind: 'licence',
        what: `${what} needs a licence, and ${files} written in it`,
        instead,
        location: { file: first.path, line: 1 },
      },
    ];
  });
}

function findWorkflows({ orchestrators, files }: Seen): StopSign[] {
  return orchestrators.flatMap(({ kind, path, line }): StopSign[] => {
    if (kind === 'nextflow')
      return [
        {
          kind: 'workflow',
          what: 'Nextflow starts a container for each step, which a container in the TRE cannot',
          instead:
            'one image with Nextflow, its local executor and every tool, or an image for each step that you start yourself',
          location: { file: path, line },
        },
      ];
    if (kind === 'opensafely')
      return [
        {
          kind: 'platform',
          what: 'it is a study for OpenSAFELY, whose actions run in images of that platform',
          instead: 'move the programs that you need into a project of their own, with data from your own extract',
          location: { file: path, line },
        },
      ];
    if (kind !== 'snakemake') return [];
    const text = files.map((file) => (/(?:Snakefile|\.smk)$/.test(file.path) ? (file.text ?? '') : '')).join('\n');
    const rule = /^[ \t]*(conda|container|singularity)[ \t]*:/m.exec(text)?.[1];
    if (rule === undefined) return [];
    return [
      {
        kind: 'workflow',
        what: `Snakemake makes an environment of its own for each rule (${rule}:), at the first run, with a network`,
        instead:
          'a micromamba image in which Snakemake and every environment are made at build (snakemake --conda-create-envs-only)',
        location: { file: path, line },
      },
    ];
  });
}

function findWeb({ files, programs, dockerfiles }: Seen, server: Known['stopSigns']['server']): StopSign[] {
  const own = programs.filter(({ isSide }) => !isSide);
  const part = files.find(({ path, text = '' }) => server.file.test(path) && server.text.test(text));
  const others = own.filter(
    ({ language, starts, path }) => language === server.language && starts && !server.program.test(path),
  );
  const image = dockerfiles.find(({ family }) => family === server.family);
  if (image !== undefined || (part !== undefined && others.length <= 3))
    return [
      {
        kind: server.family,
        what: server.what,
        instead: server.instead,
        location:
          image === undefined
            ? { file: part?.path ?? server.otherwise, line: 1 }
            : { file: image.path, line: image.fromLine },
      },
    ];
  const web = files.find(
    ({ path, text = '' }) =>
      /(?:^|\/)package\.json$/.test(path) &&
      /"(?:react|vue|next|nuxt|@angular\/core|svelte|vite|express)"\s*:/.test(text),
  );
  const scripts = files.filter(({ path }) => /\.(?:jsx?|tsx?|vue|svelte)$/.test(path)).length;
  if (web === undefined || scripts < own.filter(({ kind }) => kind === 'script').length / 2) return [];
  return [
    {
      kind: 'web',
      what: 'it is an application for the web, with a front end in JavaScript',
      instead: 'take the analysis out of it: the programs that read the data, as a project of their own',
      location: { file: web.path, line: 1 },
    },
  ];
}

/** Both languages, each with packages of its own, and one starting the other. */
function findMixed(
  { programs, lists, files }: Seen,
  { first, second, bridges, instead }: LanguagePair,
  languages: Known['languages'],
): StopSign[] {
  const own = programs.filter(({ isSide }) => !isSide);
  const count = (language: string): number =>
    own.filter((program) => program.language === language && program.kind === 'script').length;
  const listOf = (language: string): PackageList | undefined =>
    lists.find((list) => list.language === language && !list.isSide && list.packages.length > 0);
  const [firstList, secondList] = [listOf(first), listOf(second)];
  if (count(first) < 2 || count(second) < 1 || firstList === undefined || secondList === undefined) return [];
  // `requirements.txt` and `install.R` side by side describe one image.
  const together =
    count(second) < 2
      ? undefined
      : lists.find(
          (list) =>
            list.language === second &&
            lists.some((other) => other.language === first && folderOf(other) === folderOf(list)),
        );
  const bridge =
    together ??
    files.find(({ path, text = '' }) =>
      bridges.some((each) => each.path.test(path) && each.texts.every((pattern) => pattern.test(text))),
    );
  if (bridge === undefined) return [];
  return [
    {
      kind: 'two-languages',
      what: `it needs ${languages[first].label} (${firstList.path}) and ${languages[second].label} (${secondList.path}) in one image`,
      instead,
      location: { file: bridge.path },
    },
  ];
}

function folderOf({ path }: PackageList): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
