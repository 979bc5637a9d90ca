import type { LanguageName } from '../render/language.ts';

/** What a use of a library does that a TRE must know of, the gravest first. */
export type Effect =
  /** Sends what the project works on (genes, addresses, prompts, names of files) to somebody else's server. */
  | 'sends'
  /** Installs software when the program runs. */
  | 'installs'
  /** Fetches models, data or code. */
  | 'fetches'
  /** Reports usage or looks for a newer version: a network attempt, without data of the project. */
  | 'reports'
  /** Asks a question on the terminal and waits. */
  | 'asks'
  /** Asks a licence server of its vendor. */
  | 'licence-server'
  /** Does not work without a licence, whose file may name a server. */
  | 'licence'
  /** Makes a page that fetches from a network where it is opened. */
  | 'page';

/** Where an argument stands: its position from 0 (absent when it can only be named) and its names. */
export interface Argument {
  readonly at?: number;
  readonly names: readonly string[];
}

/**
 * The form of an argument. `given`: anything; `absent`: not given; `path`: a path, relative ones where the image holds
 * them or they begin with `.`; `staged`: a path under `/safe_data` or in the image, thus none that is empty at every
 * start; `name`: a text that is neither path nor address; `address`: a text with a scheme; `loopback`: an address of this
 * machine; a pattern: a text that it finds.
 */
export type Form =
  | 'given'
  | 'absent'
  | 'path'
  | 'staged'
  | 'name'
  | 'address'
  | 'loopback'
  | 'true'
  | 'false'
  | 'none'
  | RegExp;

/** Something that, seen, keeps a use off the network. */
export type Condition =
  /** An argument of the call has one of these forms. */
  | { readonly argument: Argument; readonly is: readonly Form[] }
  /** Another command of the same program with this subcommand names what this one names, and so makes it beforehand. */
  | { readonly madeBy: string }
  /** An option of the command, or a subcommand. `byName`: not where a word of the command is an address. */
  | { readonly option: string; readonly byName?: true }
  /**
   * A variable of the container has a value that the pattern matches as a whole. With `holds` it only keeps the library off the
   * network: what it then finds is in the folder that the other variable names. `byName` as above.
   */
  | { readonly variable: string; readonly is: RegExp; readonly holds?: string; readonly byName?: true }
  /** A variable names a folder that holds what is needed: one that the build fills, or one under `/safe_data`, which nobody can see into beforehand. */
  | { readonly filled: string }
  /** Another call of the same program, with an argument of this form where one is named; with `every` each of these calls has it. */
  | {
      readonly elsewhere: readonly string[];
      readonly argument?: Argument;
      readonly is?: readonly Form[];
      readonly every?: true;
    };

/** What makes a library use a network. */
export interface Trigger {
  /**
   * `start`: the import of the library or the start of the program is enough. `always`: each of the calls.
   * `default`: the calls, unless `argument` is given and is a path, an object, none or false.
   * `name`: the calls when `argument` is given and is a name, an address or true.
   * `host`: the calls when `argument` names another machine: its name or number, an address, a connection string.
   */
  readonly on: 'start' | 'default' | 'name' | 'host' | 'always';
  readonly effect: Effect;
  /**
   * Qualified names as the language writes them (`transformers.pipeline`, `torch::install_torch`, `Pkg.add`); `*` stands for any text, `<Class>` and `<function>` for a name that begins so.
   * One that begins with `*.` is a method that other libraries do not have: it counts for any receiver that is not known to be another's.
   */
  readonly calls?: readonly string[];
  /** Program and first words: `spacy download`. `python -m x` is the program `x`. */
  readonly commands?: readonly string[];
  /** Of commands: what their words, a blank between them, must show: a machine that is named. */
  readonly naming?: RegExp;
  readonly argument?: Argument;
  /** Of `host`: only where the program shows the machine. Where it does not, it is as often this one. */
  readonly onlyShown?: true;
  /** Further conditions that must all hold for the use to count: the argument of an `execute` that says INSTALL. */
  readonly when?: readonly { readonly argument: Argument; readonly is: readonly Form[] }[];
  /** What it does, as a finding says it: `downloads the weights from the Hub`. */
  readonly does: string;
  /** Any one of these keeps it off. */
  readonly unless?: readonly Condition[];
  /** Not read in a source and not run: makes nothing fail and nothing pass. */
  readonly reported?: true;
  /** It is called to send something off: no file that is staged stands for it. */
  readonly uploads?: true;
}

/** What to do about a use that is called to send something off. */
export const withoutUpload =
  'take the call out, or put it behind a switch that is off in the container: nothing leaves the TRE but by /safe_outputs; where it asks for data, ask outside, and read the answer by its path below /safe_data';

/** A variable that keeps a library offline, or its files where the TRE can read and write them. */
export interface Setting {
  readonly name: string;
  /** Exactly as it must be written. */
  readonly value: string;
  /** `switch`: no network. `data`: a folder that is read. `cache`: a folder that is written at run time. `output`: a folder with results. */
  readonly kind: 'switch' | 'data' | 'cache' | 'output';
  /** One clause. */
  readonly why: string;
  /** Read once, when the library is imported: setting it later has no effect. */
  readonly atImport?: true;
  /** Breaks an installation: set after the last one. */
  readonly afterInstall?: true;
  /** Without it the library fails in the TRE, whatever is staged: a line of every project that uses the library. */
  readonly needed?: true;
}

/** Where a library keeps what it fetched. */
export interface Cache {
  /** Its default, `~` for the home directory, `.` for the working directory, `<tmp>` for the temporary one. */
  readonly place: string;
  /** Variables that move it, the strongest first; XDG_CACHE_HOME is among them only where the library reads it. */
  readonly movedBy: readonly string[];
  /** Arguments that move it. */
  readonly argument?: Argument;
  /** A word that, in a text of the program, moves it: a setting of a database. */
  readonly setting?: string;
  /** What is installed there is needed when the program runs; of what is fetched that goes without saying. */
  readonly needed?: true;
}

/** What a library writes although nobody names a file. */
export interface Write {
  /** As with a cache; `beside` for the folder of the file in `argument`. */
  readonly place: string;
  /** When: the calls; absent for the import. */
  readonly calls?: readonly string[];
  readonly argument?: Argument;
  readonly movedBy?: readonly string[];
  /** Only where it is given a text, or true. */
  readonly given?: Argument;
  /** Names, such as those of settings, with which the program says another place. */
  readonly unlessNamed?: readonly string[];
  /** Arguments that say another place. */
  readonly unless?: readonly Argument[];
  /** Calls that say another place, wherever the programs of the image make them; `*` for any text. */
  readonly unlessCalled?: readonly string[];
}

/** A library or program that asks for a network, and how it goes without. Data only. */
export interface AtlasEntry {
  /** Name of the file and of the page: lower case, hyphens. */
  readonly name: string;
  /** As people write it. */
  readonly title: string;
  readonly language: LanguageName | 'program';
  /** Import names, packages that are attached, modules; for programs the names of their commands. */
  readonly imports: readonly string[];
  /** Package names by ecosystem. */
  readonly packages: Partial<Record<'pypi' | 'conda' | 'cran' | 'bioconductor' | 'julia' | 'apt', readonly string[]>>;
  /** Other entries whose network use and variables come with it. */
  readonly brings?: readonly string[];
  readonly triggers: readonly Trigger[];
  /** It is there to install and load others: a program that does so no more does without it. */
  readonly isManager?: true;
  readonly settings?: readonly Setting[];
  readonly caches?: readonly Cache[];
  readonly writes?: readonly Write[];
  /** Whom it asks; a name stands for those below it too. Others may ask the same host. */
  readonly hosts?: readonly string[];
  /** How to bring it along: what a person does outside, and what the program or Dockerfile then says. */
  readonly stage: { readonly outside: string; readonly inside: string };
  /** What surprises even those who know the library, one sentence. */
  readonly note?: string;
  /** One that uses the network and one that does not, in the entry's language; a line of a shell where it has no bracket. Run as tests. */
  readonly examples: {
    /** Absent where nothing uses the network, or where that is only reported. */
    readonly asks?: string;
    readonly local: string;
    /** Variables of the container in the second. */
    readonly environment?: Readonly<Record<string, string>>;
  };
  /** Source of the facts. */
  readonly seen: {
    /** Package and version, or repository and commit. */
    readonly version: string;
    /** ISO date. */
    readonly date: string;
    /** `documented` is enough for a finding, `reported` is not. */
    readonly how: 'run' | 'source' | 'documented' | 'reported';
    /** File and lines, or document. */
    readonly where: string;
  };
}

/** Gives an entry its type. */
export function defineLibrary(entry: AtlasEntry): AtlasEntry {
  return entry;
}

/** An argument by position and names. */
export function at(position: number, ...names: readonly string[]): Argument {
  return { at: position, names };
}

/** An argument that can only be named. */
export function named(...names: readonly string[]): Argument {
  return { names };
}
