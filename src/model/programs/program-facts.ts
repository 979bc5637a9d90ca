import type { ShellCommand } from '../sources/source-facts.ts';
import type { Value } from './value.ts';

/** Of MATLAB (and Octave) and Stata only single lines are looked at: such a program is always `unread`. */
export type ProgramLanguage = 'python' | 'r' | 'julia' | 'shell' | 'matlab' | 'stata';

/** One program, or one text in a Dockerfile that is a program (`python -c`, a heredoc), as it was read. */
export interface ProgramFacts {
  /** Relative to the project. */
  readonly path: string;
  readonly language: ProgramLanguage;
  /** In the order of the text. */
  readonly calls: readonly Call[];
  /** Commands of a shell script; of other languages what `subprocess`, `os.system`, `system()` and `!` cells run. A word with `$` in it is not known. */
  readonly commands: readonly ShellCommand[];
  readonly imports: readonly Import[];
  /** Literal texts in the code (docstrings left out), for paths and addresses that no call shows; each with its line. `function`: as of a call, of Python. */
  readonly texts: readonly {
    readonly text: string;
    readonly line: number;
    readonly function?: string;
    readonly onlyWhenStarted?: true;
  }[];
  /** Texts and paths that the program gives a name: `OUT = Path("/results")`. */
  readonly constants: readonly NamedValue[];
  /** Environment variables that the program sets for itself and what it starts (`os.environ["X"] = "1"`, `Sys.setenv`, `ENV["X"]`). */
  readonly variables: readonly SetVariable[];
  /** Names that the program uses somewhere, those it only defines left out. */
  readonly names: ReadonlySet<string>;
  /** The same by the function or `Class.method` that they stand in, `''` for the level of the file, {@link belowMain} for what runs only where it is what is started; absent where they are not told apart. */
  readonly namesBy?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Functions, classes and methods (`Class.method`) that it defines. */
  readonly functions: readonly Definition[];
  /** The first place that loads or runs code which no text names: `importlib.import_module(x)`, `exec`, `eval(parse())`. */
  readonly dynamic?: { readonly line: number; readonly what: string };
  /** The working directory from a line on, as `os.chdir`, `setwd` and `cd` say it, in the order of the text. */
  readonly workdirs: readonly { readonly line: number; readonly path: Value }[];
  /** Why it was not read, in words that a person can use; nothing else is known then. */
  readonly unread?: string;
  /** The line for which that is so, where one can be named. */
  readonly unreadAt?: number;
  /** The first line that the grammar does not take; what is around it was read as far as it goes. */
  readonly broken?: number;
}

/** A function, class or method. */
export interface Definition {
  readonly name: string;
  readonly line: number;
  /** Something else may call it. */
  readonly isDecorated?: true;
  /** Whoever asks its server, or sends its queue something, makes it run: `@app.route("/")`, `@app.callback(...)`. */
  readonly isHandler?: true;
  /** A class that inherits from nothing, so that nobody but those who name them calls its methods. */
  readonly isPlain?: true;
}

/** A text or path with a name. */
export interface NamedValue {
  readonly name: string;
  readonly value: Value;
  readonly line: number;
  /** As of a call. */
  readonly onlyWhenStarted?: true;
  /** At the level of the file, which uses the name nowhere: it is for those alone that import the file. */
  readonly isIdle?: true;
}

export interface SetVariable {
  readonly name: string;
  readonly value: Value;
  readonly line: number;
  /** Only where it has no value yet. */
  readonly isDefault?: true;
  /** As of a call; absent on the level of the file. */
  readonly function?: string;
}

export interface Import {
  /** As the language names it: `torch.nn`, `.config` for a relative one, `readr`, a path for `source("x.R")`. */
  readonly name: string;
  /** Names that are taken from it (`from x import a`); `*` for all. */
  readonly members: readonly string[];
  /** Files of the project that it means, `__init__.py` of the parents among them; empty for a library. */
  readonly files: readonly string[];
  /** 1-based. */
  readonly line: number;
  /** As of a call; absent on the level of the file. */
  readonly function?: string;
  /** As of a call. */
  readonly isTried?: true;
  /** Only where a condition holds: below `if`, `while`, in a case. */
  readonly isConditional?: true;
  /** As of a call. */
  readonly onlyWhenStarted?: true;
}

export interface Call {
  /**
   * Qualified by the imports: `numpy.load` for `np.load`, `requests.Session().get` for a method of a result, `?.to_csv` where the
   * receiver is not known. R: `readr::read_csv` as written with `::`, a bare name otherwise (see {@link isCallOf}). Julia: as written.
   */
  readonly callee: string;
  /** The project's own file that defines the callee. */
  readonly file?: string;
  /** Of `x.method()`: what x is. Of an R pipe the left side is the first positional argument. */
  readonly receiver?: Value;
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** `*args` or `**options` may hold further arguments. */
  readonly spread: boolean;
  /** Function or `Class.method` that it stands in; empty on the level of the file. */
  readonly function: string;
  /** Where the program goes on when it fails: below `try` with an `except`, in `tryCatch()`. */
  readonly isTried?: true;
  /** Only where a condition holds: below `if`, `while`, in a case, within its function. */
  readonly isConditional?: true;
  /** Only where a person sits before it: below `if (interactive())` of R, `if sys.stdin.isatty()` of Python. */
  readonly inSession?: true;
  /** The program ends where it says no: `if not path.exists(): raise`, `stopifnot(file.exists(x))`. */
  readonly isDemanded?: true;
  /** The package that is missing where this is come to: below R's `if (!require("x"))`. */
  readonly whenLacking?: string;
  /** Below `if __name__ == "__main__"`: only when the file is what is started. */
  readonly onlyWhenStarted: boolean;
  /** 1-based, of the file; of a notebook the line of its JSON. */
  readonly line: number;
  /** The working directory that the program itself has set before; relative names are relative to it. */
  readonly workdir?: Value;
}

/** Where names stand that are used below `if __name__ == "__main__"`. */
export const belowMain = '__main__';

/** The argument at a position or with one of the names. */
export function argumentOf(call: Call, at: number | undefined, names: readonly string[] = []): Value | undefined {
  for (const name of names) if (call.named.has(name)) return call.named.get(name);
  return at === undefined ? undefined : call.positional[at];
}

/**
 * Whether a call is one of `name`: `pandas.read_csv`; `*.from_pretrained` for a method of anything; `readr::read_csv` also written
 * without `readr::` in a program that attaches readr.
 */
export function isCallOf(call: Call, name: string, program: ProgramFacts): boolean {
  if (call.callee === name) return true;
  if (call.file !== undefined) return false;
  if (name.startsWith('*.')) return call.callee.endsWith(name.slice(1));
  const [packageName, member] = name.split('::');
  return member !== undefined && call.callee === member && program.imports.some((each) => each.name === packageName);
}
