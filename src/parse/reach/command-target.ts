import { nameHoles } from '../programs/command-text.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { namedApplication } from './module-folders.ts';
import { workflowOf, type WorkflowTarget } from './workflows/workflow-target.ts';

/** What a command starts. */
export type Target =
  /** A file by its path, run by the language's interpreter or by what its first line says. */
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly language?: Language;
      readonly arguments: readonly string[];
    }
  /** A Python module by its name. */
  | {
      readonly kind: 'module';
      readonly name: string;
      readonly isStarted: boolean;
      readonly arguments: readonly string[];
      /** The function of it that is called. */
      readonly entry?: string;
    }
  /** A program text in the command itself. */
  | { readonly kind: 'text'; readonly language: Language; readonly text: string; readonly line?: number }
  /** A program by its name, looked up in PATH. */
  | { readonly kind: 'name'; readonly name: string; readonly arguments: readonly string[] }
  | { readonly kind: 'supervisor'; readonly path: string }
  /** A program in a language that is not parsed, by the names that its file may have in the folder, or by its text. */
  | ({ readonly kind: 'workflow'; readonly what: string } & WorkflowTarget)
  | {
      readonly kind: 'unfollowed';
      readonly what: string;
      readonly why: string;
      readonly more?: { readonly isForeign: true };
    };

type Language = 'python' | 'r' | 'julia' | 'shell';

/** Programs that run a text or a file in a language that is read: the options that take a value, and those that give a text. */
const interpreters: readonly {
  readonly program: RegExp;
  readonly language: Language;
  readonly valued: RegExp;
  readonly texts: RegExp;
}[] = [
  { program: /^(?:python|pypy|ipython|pythonw)$/, language: 'python', valued: /^-[WXQ]$/, texts: /^-c$/ },
  { program: /^(?:Rscript|littler|r|R)$/, language: 'r', valued: /^(?:-g|--args-file)$/, texts: /^(?:-e|--eval)$/ },
  {
    program: /^julia$/,
    language: 'julia',
    valued: /^(?:-[tpJHC]|--threads|--procs|--sysimage)$/,
    texts: /^(?:-e|-E|--eval|--print)$/,
  },
  {
    program: /^(?:bash|sh|dash|zsh|ksh|ash)$/,
    language: 'shell',
    valued: /^(?:-o|\+o|-O|--rcfile|--init-file)$/,
    texts: /^$/,
  },
];

/** Programs whose own text is a language that is not read. */
const notRead: Readonly<Record<string, string>> = {
  cromwell: 'a WDL workflow',
  cwltool: 'a CWL workflow',
  toil: 'a workflow',
  just: 'a justfile',
  sas: 'SAS',
  node: 'JavaScript',
  npm: 'JavaScript',
  npx: 'JavaScript',
  yarn: 'JavaScript',
  deno: 'JavaScript',
  java: 'Java',
  perl: 'Perl',
  ruby: 'Ruby',
  php: 'PHP',
  dotnet: '.NET',
  lua: 'Lua',
  go: 'Go',
  cargo: 'Rust',
  s6: 'a service manager',
};

/** Programs that take the name of an application: `uvicorn app.main:app`. */
const servers = /^(?:uvicorn|gunicorn|hypercorn|daphne|waitress-serve|celery|flask|fastapi)$/;
/** Programs after whose sub-command a file of Python or a notebook is named. */
const launchers: ReadonlyMap<string, RegExp> = new Map([
  ['streamlit', /\.py$/],
  ['papermill', /\.ipynb$/],
  ['voila', /\.ipynb$/],
  ['torchrun', /\.py$/],
  ['accelerate', /\.py$/],
  ['deepspeed', /\.py$/],
  ['coverage', /\.py$/],
  ['kernprof', /\.py$/],
  ['fastapi', /\.py$/],
  ['panel', /\.(?:py|ipynb)$/],
  ['bokeh', /\.py$/],
  ['marimo', /\.py$/],
  ['chainlit', /\.py$/],
  ['gradio', /\.py$/],
  ['spark-submit', /\.py$/],
  ['quarto', /\.(?:qmd|ipynb|Rmd)$/],
  ['jupyter', /\.ipynb$/],
  ['runipy', /\.ipynb$/],
  ['pytest', /\.py$/],
  ['mpirun', /\.(?:py|R|jl|sh)$/],
  ['mpiexec', /\.(?:py|R|jl|sh)$/],
  ['srun', /\.(?:py|R|jl|sh)$/],
  ['parallel', /\.(?:py|R|jl|sh)$/],
  ['find', /\.(?:py|R|jl|sh)$/],
  ['R', /\.R$/],
  ['dask', /\.py$/],
  ['ray', /\.py$/],
]);

/** What a command starts, wrappers taken off already; nothing for what neither is nor runs a program of the project. */
export function targetsOf(command: ShellCommand): readonly Target[] {
  const { words, stdin, reads } = command;
  // The program of `python -m pip` is pip.
  const program = words.includes('-m')
    ? (words[0] ?? '').replace(/^.*\//, '').replace(/(?<![\d.])[\d.]+$/, '')
    : command.program;
  const [, ...given] = words;
  const interpreter = interpreters.find((each) => each.program.test(program));
  if (interpreter !== undefined) {
    // `R` takes no file by its place, only `--file` and what it reads: `R --vanilla 2019 < main.R`.
    const isFed =
      reads !== undefined &&
      (program === 'R' || given.every((word) => word.startsWith('-') || /^\/dev\/(?:stdin|fd\/0)$/.test(word)));
    return isFed && !given.some((word) => interpreter.texts.test(word))
      ? [{ kind: 'file', path: reads, language: interpreter.language, arguments: [] }]
      : ofInterpreter(interpreter, given, stdin);
  }
  if (program === 'source' || program === '.')
    // Without a slash it is looked up in PATH: conda's `activate` sets the variables of a shell.
    return given[0] === undefined || /^(?:de)?activate$/.test(given[0])
      ? []
      : [{ kind: 'file', path: given[0], language: 'shell', arguments: given.slice(1) }];
  if (program === 'supervisord')
    return [
      { kind: 'supervisor', path: valueAfter(given, /^(?:-c|--configuration)$/) ?? '/etc/supervisor/supervisord.conf' },
    ];
  const extension = launchers.get(program);
  const named =
    extension === undefined
      ? undefined
      : given.findIndex((word, index) => extension.test(word) && !isTrait(given[index - 1]));
  if (named !== undefined && named >= 0)
    return [{ kind: 'file', path: given[named] ?? '', arguments: given.slice(named + 1) }];
  if (extension !== undefined && given.includes('-m'))
    return ofInterpreter(interpreters[0] ?? never, given.slice(given.indexOf('-m')), undefined);
  if (servers.test(program)) return ofServer(program, command);
  const workflow = workflowOf(program, words);
  if (workflow !== undefined) return [{ kind: 'workflow', what: describeCommand(words), ...workflow }];
  if (notRead[program] !== undefined) return ofForeign(words, notRead[program]);
  return [
    words[0]?.includes('/') === true
      ? { kind: 'file', path: words[0], arguments: given }
      : { kind: 'name', name: words[0] ?? '', arguments: given },
  ];
}

/** A program in a language that is not read; one that only says its version starts nothing. */
function ofForeign(words: readonly string[], language: string): readonly Target[] {
  const [, ...given] = words;
  if (given.length > 0 && given.every((word) => /^--?(?:version|help|v|h)$/.test(word))) return [];
  const why = `is ${language}, which is not read`;
  return [{ kind: 'unfollowed', what: describeCommand(words), why, more: { isForeign: true } }];
}

/** `--NotebookApp.default_url a.ipynb` of Jupyter: the next word is what is set, and nothing that is started. */
function isTrait(word: string | undefined): boolean {
  return /^--\w+\.\w+$/.test(word ?? '');
}

const never = { program: /^$/, language: 'python' as const, valued: /^$/, texts: /^$/ };

/** A command as a message names it: not longer than a line. */
export function describeCommand(words: readonly string[]): string {
  const text = words.join(' ').replaceAll(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueAfter(words: readonly string[], option: RegExp): string | undefined {
  const at = words.findIndex((word) => option.test(word));
  return at < 0 ? undefined : words[at + 1];
}

function ofInterpreter(
  { language, valued, texts }: (typeof interpreters)[number],
  given: readonly string[],
  stdin: ShellCommand['stdin'],
): readonly Target[] {
  const found: Target[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const word = given[at] ?? '';
    const next = given[at + 1];
    if (texts.test(word) && next !== undefined) {
      found.push(
        /^\$\{?\w+\}?$/.test(next)
          ? { kind: 'unfollowed', what: `the text of ${next}`, why: 'is put together when it runs' }
          : { kind: 'text', language, text: language === 'shell' ? next : nameHoles(next) },
      );
      at += 1;
      if (language === 'python') return found;
    } else if (language === 'python' && word === '-m' && next !== undefined)
      return [{ kind: 'module', name: next, isStarted: true, arguments: given.slice(at + 2) }];
    else if (language === 'python' && /^-m\w/.test(word))
      return [{ kind: 'module', name: word.slice(2), isStarted: true, arguments: given.slice(at + 1) }];
    else if (language === 'julia' && /^(?:-L|--load)$/.test(word) && next !== undefined) {
      found.push({ kind: 'file', path: next, language, arguments: [] });
      at += 1;
    } else if (language === 'r' && /^(?:-f|--file)$/.test(word) && next !== undefined)
      return [{ kind: 'file', path: next, language, arguments: given.slice(at + 2) }];
    else if (language === 'r' && word.startsWith('--file='))
      return [{ kind: 'file', path: word.slice(7), language, arguments: given.slice(at + 1) }];
    else if (language === 'r' && word === 'CMD')
      return next === 'BATCH'
        ? ofInterpreter({ program: /^R$/, language, valued, texts }, given.slice(at + 2), undefined)
        : [];
    else if (language === 'shell' && /^-\w*c$/.test(word)) return found;
    else if (valued.test(word)) at += 1;
    else if (!word.startsWith('-') || word === '')
      return [...found, { kind: 'file', path: word, language, arguments: given.slice(at + 1) }];
  }
  if (found.length === 0 && stdin !== undefined)
    return [{ kind: 'text', language, text: stdin.text, line: stdin.line }];
  return found;
}

/** `uvicorn app.main:app`, `flask --app app run` */
function ofServer(program: string, { words, assignments }: ShellCommand): readonly Target[] {
  const given = words.slice(1);
  const option =
    valueAfter(given, /^(?:-A|--app|-a)$/) ??
    given.find((word) => word.startsWith('--app='))?.slice(6) ??
    (program === 'flask' ? (assignments['FLASK_APP'] ?? 'app') : undefined);
  const named = (option ?? namedApplication(given))?.replace(/^(?:\.\/)+/, '');
  if (named?.startsWith('/') === true)
    return [{ kind: 'file', path: named.replace(/:.*/s, ''), language: 'python', arguments: given }];
  const module = named?.replace(/:.*/s, '').replace(/\.py$/, '').replaceAll('/', '.');
  // Flask looks for a factory by its name where none is said.
  const entry = /:(\w+)/.exec(named ?? '')?.[1] ?? (program === 'flask' ? 'create_app' : undefined);
  return module === undefined
    ? [{ kind: 'unfollowed', what: describeCommand(words), why: 'does not say which application it starts' }]
    : [{ kind: 'module', name: module, isStarted: false, arguments: given, ...(entry === undefined ? {} : { entry }) }];
}
