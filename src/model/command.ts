import { type Problem, UserError } from './errors.ts';
import type { GitSurroundings, Person, ProjectFiles, TemplateSource } from './ports.ts';

/** 0 done and clean; 1 findings, conflicts or drift; 2 could not run (bad input, missing tool); 130 stopped by the person. */
export type ExitCode = 0 | 1 | 2 | 130;

/** One option of a command, as data: the command line, Yeoman, help and README all come from it. */
export interface Flag {
  /** Long name without dashes, kebab-case. */
  readonly name: string;
  /** Name of the value in help, e.g. `FILE`; absent for a switch. */
  readonly value?: string;
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
  /** Former names of choices, which are taken for them and shown nowhere. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** One line. */
  readonly help: string;
}

/** A given value under today's name. */
export function nameChoice({ aliases = {} }: Flag, given: string): string {
  return Object.hasOwn(aliases, given) ? (aliases[given] ?? given) : given;
}

/** Every command. */
export const commandNames = [
  'create',
  'adopt',
  'check',
  'pin',
  'rehearse',
  'upgrade',
  'gate',
  'assess',
  'pack',
  'verify',
  'diff',
] as const;
export type CommandName = (typeof commandNames)[number];

/** A command's face, without its code, so that the bin loads only what it runs. */
export interface CommandDefinition {
  readonly name: CommandName;
  /** One line. */
  readonly summary: string;
  /** Positional arguments: name in help, and whether several are taken. */
  readonly target: { readonly name: string; readonly several: boolean; readonly help: string };
  readonly flags: readonly Flag[];
  /** Keys that `--set` takes, where the command has it. */
  readonly keys?: readonly string[];
  /** Complete command lines with what each does. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
}

/** What a flag holds once it is given: a switch is true, a repeatable one a list, one with choices one of them. */
type FlagValue<F extends Flag> = F extends { readonly value: string }
  ? F extends { readonly repeatable: true }
    ? readonly string[]
    : F extends { readonly choices: readonly (infer Choice)[] }
      ? Choice
      : string
  : boolean;

/** The flags of a command by kebab-case name, with the types that its definition gives them; of any command, what may stand there. */
export type Flags<Definition extends CommandDefinition = CommandDefinition> =
  string extends Definition['flags'][number]['name']
    ? Readonly<Record<string, string | boolean | readonly string[] | undefined>>
    : { readonly [F in Definition['flags'][number] as F['name']]?: FlagValue<F> | undefined };

/** A command line, parsed and checked against its definition. */
export interface Invocation<Definition extends CommandDefinition = CommandDefinition> {
  readonly targets: readonly string[];
  readonly flags: Flags<Definition>;
}

/** What a command may say while it works, and whether a person is there. Its result goes to nobody but its caller. */
export interface Terminal {
  /** Standard error: progress, notes, errors. `as it is`: no command in it is spelt anew, for it is the text of files. */
  err(text: string, how?: 'as it is'): void;
  /** Standard output takes colours (a terminal, and no NO_COLOR). */
  readonly colour: boolean;
  readonly columns: number;
  /** Columns at which a long line of a text is broken between its words; absent where the output is a file or a pipe. */
  readonly wrapAt?: number;
  /** Columns of a report: those of the terminal, else as many as COLUMNS says, else 80. Of 0 or where absent each of its lines is one. */
  readonly reportAt?: number;
  /** Present only when a person can be asked. */
  readonly asker?: Person;
}

/** Where the result of a command is printed. */
export interface Printer extends Terminal {
  /** Standard output: the result. `commands`: lines that a CI runner is to obey; everything else is shown, and obeyed by nothing. */
  out(text: string, how?: 'commands'): void;
  /** Ends when the reader of standard output has taken what was written, so that long output does not pile up; absent where nothing can pile up. */
  readonly drained?: () => Promise<void>;
  /** Starts a bar for so many steps on standard error; absent where that is no terminal. */
  readonly startProgress?: (steps: number) => Promise<Progress>;
}

/** A bar that shows how far a long run is. */
export interface Progress {
  /** One more step is done; `label` says which. */
  step(label: string): void;
  /** Removes the bar. */
  stop(): void;
}

/** What every command gets from the outside. Built by `io/terminal/environment.ts`. */
export interface Environment {
  readonly terminal: Terminal;
  /** Absolute path of the folder that relative targets start from. */
  readonly cwd: string;
  /** Version of this generator. */
  readonly version: string;
  /** How this program was started, as a person types it again: a command's name follows, behind a colon where Yeoman was started. Absent: `tre-container`. */
  readonly program?: string;
  readonly templates: TemplateSource;
  openProject(directory: string): ProjectFiles;
  /** Bytes of a file that a person named, e.g. an answers file. Throws UserError when it cannot be read or is larger than `limit` bytes. */
  readFile(path: string, limit: number): Promise<Uint8Array>;
  git(directory: string): Promise<GitSurroundings>;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What whoever calls a command, bin or Yeoman, has beside: a place to print the result. */
export interface Host extends Environment {
  readonly terminal: Printer;
}

/** How a command ended: its exit code, and what it could not do, which is thrown once the result is printed. */
export interface Ending {
  readonly exitCode: ExitCode;
  readonly error?: unknown;
}

/** The end of a command that has these problems to tell, if any, and else this exit code. */
export function endWith([first, ...others]: readonly Problem[], exitCode: ExitCode): Ending {
  return first === undefined ? { exitCode } : { exitCode: 2, error: new UserError(first, ...others) };
}

/** A command in two halves, so that whoever calls it, bin, Yeoman or the library, gets its result as data. */
export interface CommandCode<Definition extends CommandDefinition, Result> {
  /** Does the work. What it tells on the way goes to standard error; the result is what it returns. */
  readonly run: (invocation: Invocation<Definition>, environment: Environment) => Promise<Result>;
  /** Prints a result as its command line asks for it, and says how the command ended: of a result that comes in parts this is known only then. */
  readonly print: (result: Result, invocation: Invocation<Definition>, host: Host) => Ending | Promise<Ending>;
}

/** Some command, where it is known by name only: types cannot say that the line it gets was read by its own definition. */
export interface AnyCommandCode {
  readonly run: (invocation: never, environment: Environment) => Promise<unknown>;
  readonly print: (result: never, invocation: never, host: Host) => Ending | Promise<Ending>;
}
