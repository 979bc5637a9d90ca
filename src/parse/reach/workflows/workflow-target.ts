import { describeMake } from '../../pipelines/recipes.ts';

/** What a program starts whose own language is not parsed. */
export interface WorkflowTarget {
  /** As `languageNotRead` names it. */
  readonly language: string;
  /** The folder that it works in, where it is told one. */
  readonly folder?: string;
  /** What its file may be called, relative to the folder; none where only a text is run. */
  readonly names: readonly string[];
  /** A text in the command itself. */
  readonly text?: string;
  readonly arguments: readonly string[];
  /** It ends at once where none of the names is there. */
  readonly isNeeded?: true;
}

const isQuestion = /^--?(?:version|help|v|h)$/;

/** What `make`, `snakemake`, `nextflow`, `dvc`, MATLAB, Octave and Stata are told to run. */
export function workflowOf(program: string, words: readonly string[]): WorkflowTarget | undefined {
  const given = words.slice(1);
  const name = program.toLowerCase().replace(/-(?:mp|se|be|ic|cli|batch)$/, '');
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
  return read === undefined || (given.length > 0 && given.every((word) => isQuestion.test(word)))
    ? undefined
    : read(given, words);
}

const readers: Readonly<
  Record<string, ((given: readonly string[], words: readonly string[]) => WorkflowTarget | undefined) | undefined>
> = {
  make: ofMake,
  gmake: ofMake,
  snakemake: (given) => {
    // How a Snakefile's `wrapper:` is told: what it brings is no program of the project.
    if (given[0] === 'wrapper') return undefined;
    const file = after(given, /^(?:-s|--snakefile)$/, '--snakefile=');
    const folder = after(given, /^(?:-d|--directory)$/, '--directory=');
    return {
      language: 'Snakemake',
      // The file is looked for where snakemake is started, and its rules work in the folder.
      ...(folder === undefined || file === undefined ? {} : { folder }),
      names: file === undefined ? ['Snakefile', 'snakefile', 'workflow/Snakefile', 'workflow/snakefile'] : [file],
      arguments: [],
      isNeeded: true,
    };
  },
  dvc: ofDvc,
  nextflow: (given) => {
    const at = given.indexOf('run');
    const file = at < 0 ? undefined : given.slice(at + 1).find((word) => !word.startsWith('-'));
    return {
      language: 'Nextflow',
      names: file === undefined ? [] : file.endsWith('.nf') ? [file] : [`${file}/main.nf`, file],
      arguments: [],
      // Another name may be a pipeline of GitHub.
      ...(file !== undefined && (file.endsWith('.nf') || /^[./]/.test(file)) && { isNeeded: true as const }),
    };
  },
  matlab: ofMatlab,
  run_matlab: ofMatlab,
  octave: ofMatlab,
  stata: ofStata,
  xstata: ofStata,
};

function ofMake(_: readonly string[], words: readonly string[]): WorkflowTarget {
  const { folder, names, asked } = describeMake(words);
  return { language: 'make', ...(folder === undefined ? {} : { folder }), names, arguments: asked, isNeeded: true };
}

function ofMatlab(given: readonly string[]): WorkflowTarget {
  const folder = after(given, /^-sd$/, '-sd=');
  const text = after(given, /^(?:-r|-batch|--eval)$/, '--eval=');
  const file = text === undefined ? given.find((word) => word.endsWith('.m')) : undefined;
  const named =
    text === undefined
      ? []
      : [...text.matchAll(/[\w./-]+/g)].map(([name]) => (name.endsWith('.m') ? name : `${name}.m`)).slice(0, 50);
  return {
    language: 'MATLAB',
    ...(folder === undefined ? {} : { folder }),
    names: file === undefined ? named : [file],
    ...(text === undefined ? {} : { text }),
    arguments: [],
  };
}

function ofStata(given: readonly string[]): WorkflowTarget {
  const at = given.findIndex((word) => /^(?:do|run)$/.test(word));
  const file = at < 0 ? given.find((word) => !/^[-/]\w{1,2}$/.test(word)) : given[at + 1];
  return {
    language: 'Stata',
    names: file === undefined ? [] : [file, `${file}.do`],
    arguments: [],
    isNeeded: true,
  };
}

/** `dvc repro` and `dvc exp run`, with the stages that are asked for; another command of dvc runs nothing of the project. */
function ofDvc(given: readonly string[]): WorkflowTarget | undefined {
  const isRun = given.includes('repro') || (given.includes('exp') && given.includes('run'));
  const isAnywhere = given.some((word) => /^(?:-[RP]|--recursive|--all-pipelines)$/.test(word));
  if (!isRun || isAnywhere) return undefined;
  const folder = after(given, /^--cd$/, '--cd=');
  const asked = given
    .slice(given.indexOf(given.includes('repro') ? 'repro' : 'run') + 1)
    .filter(
      (word, at, all) =>
        !word.startsWith('-') && !/^(?:--cd|-[nSj]|--name|--set-param|--jobs|--glob)$/.test(all[at - 1] ?? ''),
    );
  const [named, ...others] = asked.filter((word) => /(?:^|\/)dvc\.yaml$/.test(word));
  if (others.length > 0) return undefined;
  const within = [folder, named?.includes('/') === true ? named.slice(0, named.lastIndexOf('/')) : undefined];
  const inside = within.filter((each) => each !== undefined).join('/');
  return {
    language: 'dvc',
    ...(inside === '' ? {} : { folder: inside }),
    names: ['dvc.yaml'],
    arguments: asked.filter((word) => word !== named),
    isNeeded: true,
  };
}

function after(words: readonly string[], option: RegExp, inline: string): string | undefined {
  const at = words.findIndex((word) => option.test(word));
  return at < 0 ? words.find((word) => word.startsWith(inline))?.slice(inline.length) : words[at + 1];
}
