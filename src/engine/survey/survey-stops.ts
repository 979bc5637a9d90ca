import type {
  DockerfileSurvey,
  Orchestrator,
  PackageList,
  ProgramSurvey,
  StopSign,
} from '../../model/adopt/repository-facts.ts';
import { isSidePath } from '../../parse/adopt/own-files.ts';
import type { ProjectFile } from '../../model/sources/facts.ts';

interface Seen {
  readonly files: readonly ProjectFile[];
  readonly programs: readonly ProgramSurvey[];
  readonly orchestrators: readonly Orchestrator[];
  readonly lists: readonly PackageList[];
  readonly dockerfiles: readonly DockerfileSurvey[];
}

/** What none of the bases is for, each with what would fit. */
export function findStops(seen: Seen): StopSign[] {
  return [...findForeign(seen), ...findLicensed(seen), ...findWorkflows(seen), ...findWeb(seen), ...findMixed(seen)];
}

const licensed = [
  {
    language: 'stata',
    what: 'Stata',
    instead:
      'an image of Stata (such as dataeditors/stata) with your own licence file copied in at build: ask your Research Coordinator whether the licence allows it',
  },
  {
    language: 'matlab',
    what: 'MATLAB',
    instead:
      "MathWorks' image with a licence file that works without a network, or MATLAB Runtime with a compiled program: ask your Research Coordinator; Octave where the code needs no toolbox",
  },
] as const;

const foreign: readonly { readonly name: string; readonly pattern: RegExp; readonly licensed?: true }[] = [
  { name: 'SAS', pattern: /\.sas$/i, licensed: true },
  { name: 'SPSS', pattern: /\.sps$/i, licensed: true },
  { name: 'Perl', pattern: /\.(?:pl|pm)$/ },
  { name: 'Java', pattern: /\.(?:java|scala|kt)$/ },
  { name: 'C or C++', pattern: /\.(?:c|cc|cpp|cxx)$/ },
  { name: 'Go', pattern: /\.go$/ },
  { name: 'Rust', pattern: /\.rs$/ },
  { name: 'C#', pattern: /\.cs$/ },
];

/** More programs in a language that none of the bases is for than in all others together. */
function findForeign({ files, programs }: Seen): StopSign[] {
  const known = programs.filter(({ isSide, kind }) => !isSide && kind !== 'notebook').length;
  return foreign.flatMap(({ name, pattern, licensed: needsLicence }): StopSign[] => {
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
function findLicensed({ programs, dockerfiles }: Seen): StopSign[] {
  const own = programs.filter(({ isSide }) => !isSide);
  return licensed.flatMap(({ language, what, instead }): StopSign[] => {
    const theirs = own.filter((program) => program.language === language);
    const [first] = theirs;
    const image = dockerfiles.find(({ family }) => family === language);
    const octave = language === 'matlab' ? dockerfiles.find(({ from }) => /\boctave\b/i.test(from ?? '')) : undefined;
    if (octave !== undefined)
      return [
        {
          kind: 'language',
          what: 'its programs are run by Octave, as its Dockerfile says',
          instead: 'a Dockerfile of your own on an image for Octave; `check` judges it',
          location: { file: octave.path, line: octave.fromLine },
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

function findWeb({ files, programs, dockerfiles }: Seen): StopSign[] {
  const own = programs.filter(({ isSide }) => !isSide);
  const shiny = files.find(
    ({ path, text = '' }) =>
      /(?:^|\/)(?:ui|server|app|global)\.[Rr]$/.test(path) &&
      /\bshiny\b|shinyApp|fluidPage|dashboardPage|shinyServer|shinyUI/.test(text),
  );
  const rPrograms = own.filter(
    ({ language, starts, path }) =>
      language === 'r' && starts && !/(?:^|\/)(?:ui|server|app|global|run)\.[Rr]$/i.test(path),
  );
  const image = dockerfiles.find(({ family }) => family === 'shiny');
  if (image !== undefined || (shiny !== undefined && rPrograms.length <= 3))
    return [
      {
        kind: 'shiny',
        what: 'it is a Shiny application, a server for other people',
        instead: 'rocker/shiny as the base of a Dockerfile of your own, if your project may run a server in the TRE',
        location:
          image === undefined ? { file: shiny?.path ?? 'app.R', line: 1 } : { file: image.path, line: image.fromLine },
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

/** Both Python and R, each with packages of its own, and one starting the other. */
function findMixed({ programs, lists, files }: Seen): StopSign[] {
  const own = programs.filter(({ isSide }) => !isSide);
  const count = (language: string): number =>
    own.filter((program) => program.language === language && program.kind === 'script').length;
  const [python, r] = [count('python'), count('r')];
  const listOf = (language: string): PackageList | undefined =>
    lists.find((list) => list.language === language && !list.isSide && list.packages.length > 0);
  const [pythonList, rList] = [listOf('python'), listOf('r')];
  if (python < 2 || r < 1 || pythonList === undefined || rList === undefined) return [];
  // `requirements.txt` and `install.R` side by side describe one image.
  const together =
    r < 2
      ? undefined
      : lists.find(
          (list) =>
            list.language === 'r' &&
            lists.some((other) => other.language === 'python' && folderOf(other) === folderOf(list)),
        );
  const bridge =
    together ??
    files.find(
      ({ path, text = '' }) =>
        (path.endsWith('.py') && /Rscript|rpy2/.test(text)) ||
        (/\.[Rr]$/.test(path) && /reticulate/.test(text)) ||
        (/(?:^|\/)(?:Makefile|[\w-]+\.sh)$/.test(path) && /Rscript/.test(text) && /python/.test(text)),
    );
  if (bridge === undefined) return [];
  return [
    {
      kind: 'two-languages',
      what: `it needs Python (${pythonList.path}) and R (${rList.path}) in one image`,
      instead: 'a Dockerfile of your own on rocker/r-ver with Python from Debian, or the two parts as two images',
      location: { file: bridge.path },
    },
  ];
}

function folderOf({ path }: PackageList): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
