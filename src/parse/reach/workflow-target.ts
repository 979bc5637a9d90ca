import { describeMake } from '../pipelines/recipes.ts';

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
}

const isQuestion = /^--?(?:version|help|v|h)$/;

/** What `make`, `snakemake`, `nextflow`, MATLAB, Octave and Stata are told to run. */
export function workflowOf(program: string, words: readonly string[]): WorkflowTarget | undefined {
  const given = words.slice(1);
  const name = program.toLowerCase().replace(/-(?:mp|se|be|ic|cli|batch)$/, '');
  const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
  return read === undefined || (given.length > 0 && given.every((word) => isQuestion.test(word)))
    ? undefined
    : read(given, words);
}

const readers: Readonly<
  Record<string, ((given: readonly string[], words: readonly string[]) => WorkflowTarget) | undefined>
> = {
  make: ofMake,
  gmake: ofMake,
  snakemake: (given) => {
    const file = after(given, /^(?:-s|--snakefile)$/, '--snakefile=');
    const folder = after(given, /^(?:-d|--directory)$/, '--directory=');
    return {
      language: 'Snakemake',
      // The file is looked for where snakemake is started, and its rules work in the folder.
      ...(folder === undefined || file === undefined ? {} : { folder }),
      names: file === undefined ? ['Snakefile', 'snakefile', 'workflow/Snakefile', 'workflow/snakefile'] : [file],
      arguments: [],
    };
  },
  nextflow: (given) => {
    const at = given.indexOf('run');
    const file = at < 0 ? undefined : given.slice(at + 1).find((word) => !word.startsWith('-'));
    return {
      language: 'Nextflow',
      names: file === undefined ? [] : file.endsWith('.nf') ? [file] : [`${file}/main.nf`, file],
      arguments: [],
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
  return { language: 'make', ...(folder === undefined ? {} : { folder }), names, arguments: asked };
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
  };
}

function after(words: readonly string[], option: RegExp, inline: string): string | undefined {
  const at = words.findIndex((word) => option.test(word));
  return at < 0 ? words.find((word) => word.startsWith(inline))?.slice(inline.length) : words[at + 1];
}
