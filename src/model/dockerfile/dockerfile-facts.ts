import type { Base } from '../render/base.ts';
import type { KnownImage } from './known-image.ts';
import type { ImageReference, KnownParts } from './image-reference.ts';
import type { ShellCommand } from '../sources/source-facts.ts';

/** One Dockerfile: its instructions as BuildKit reads them, its stages, and the image that comes out at the end. */
export interface DockerfileFacts {
  /** Relative to the project. */
  readonly path: string;
  /** As it is on disk; offsets in these facts count its UTF-16 units. Empty when `unread`. */
  readonly text: string;
  /** Why the file could not be read. Nothing else is known then. */
  readonly unread?: string;
  /** What BuildKit would refuse: unknown instruction, no FROM, heredoc without an end. */
  readonly problems: readonly { readonly line: number; readonly what: string }[];
  /** Lines that other builders take for something else than BuildKit does, and than these facts do: what such a builder copies and runs is not known. */
  readonly otherReadings: readonly { readonly line: number; readonly what: string; readonly fix: string }[];
  /** All instructions in order, global ARGs among them; what ONBUILD holds follows it as an instruction with `onbuild`. */
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** Images from outside that no stage starts from, in the order of the file. */
  readonly copiedImages: readonly CopiedImage[];
  /** Absent when there is no stage. */
  readonly final?: FinalImage;
  /** What the build would send; of the files that were found. */
  readonly context: BuildContext;
}

/** Text in a file: what it means (continuations joined, quotes as the instruction has them), and where it stands. */
export interface Word {
  readonly text: string;
  /** The text with ARG and ENV values filled in; a variable without a known value stays as written. */
  readonly value: string;
  /** Variables in `value` that have no known value. */
  readonly unresolved: readonly string[];
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
}

export interface Heredoc {
  readonly name: string;
  readonly text: string;
  /** First line of the text, 1-based. */
  readonly line: number;
}

export interface Instruction {
  /** In capitals. */
  readonly keyword: string;
  /** 1-based; of the ONBUILD where the instruction is in one. */
  readonly line: number;
  /** Last line, heredocs included. */
  readonly endLine: number;
  /** Offset of the keyword, and of the end without the last line break. */
  readonly start: number;
  readonly end: number;
  /** Arguments after the flags, continuations joined, comments inside dropped. */
  readonly text: string;
  readonly flags: Readonly<Record<string, string>>;
  /** `json` for `["a", "b"]`. */
  readonly form: 'json' | 'shell';
  /** Arguments: JSON elements, or split at white space as the instruction does. ENV, ARG and LABEL: `name=value` each. */
  readonly words: readonly Word[];
  readonly heredocs: readonly Heredoc[];
  readonly onbuild: boolean;
  /** Index in `stages`; -1 before the first FROM. */
  readonly stage: number;
  /** Programs that RUN, CMD, ENTRYPOINT or HEALTHCHECK start. */
  readonly commands: readonly ShellCommand[];
  /** Why its shell text was not read, in words that follow "since". */
  readonly unread?: string;
  /** User in force before this instruction; absent: whatever the base image says. */
  readonly user?: string;
  /** Working directory before this instruction; absent: whatever the base image says. */
  readonly workdir?: string;
}

/** An image that files are taken from: `COPY --from=IMAGE`, `RUN --mount=type=bind,from=IMAGE`. */
export interface CopiedImage extends KnownParts {
  /** As written. */
  readonly text: string;
  /** Offset of `text`. */
  readonly start: number;
  /** 1-based. */
  readonly line: number;
  /** Absent when it does not parse or depends on a variable. */
  readonly image?: ImageReference;
  /** Why there is no `image`. */
  readonly error?: string;
}

/** The image that a FROM names. */
export interface From extends KnownParts {
  /** As written. */
  readonly word: Word;
  /** Index of an earlier stage of this file. */
  readonly stage?: number;
  readonly scratch: boolean;
  /** Absent for a stage, for `scratch`, and when the text does not parse. */
  readonly image?: ImageReference;
  /** Why `image` is absent although an image is meant. */
  readonly error?: string;
  readonly platform?: string;
  /** Where the reference can be edited: the FROM's own word, or the default of the one ARG that holds all of it. */
  readonly editable?: { readonly start: number; readonly end: number; readonly text: string; readonly line: number };
}

export interface Stage {
  readonly index: number;
  readonly name?: string;
  /** 1-based, of the FROM. */
  readonly line: number;
  readonly from: From;
  /** Without the FROM. */
  readonly instructions: readonly Instruction[];
  /** Our stages that this one is built on, the first first, itself last. */
  readonly lineage: readonly number[];
}

/** A value and the instruction that set it. */
export interface Setting {
  readonly value: string;
  readonly unresolved: readonly string[];
  readonly instruction: Instruction;
}

/** The image of the last stage with what it inherits from our own stages. */
export interface FinalImage {
  readonly stage: Stage;
  /** The image from outside that the lineage starts from. */
  readonly from: From;
  /** The catalogue's base that `from` belongs to. */
  readonly base?: Base;
  /** What is known of `from`; absent for an image that is not in the table, of which nothing may be assumed. */
  readonly known?: KnownImage;
  /** Instructions of the lineage in order, without FROM and ONBUILD. */
  readonly instructions: readonly Instruction[];
  readonly environment: ReadonlyMap<string, Setting>;
  readonly user?: Setting;
  readonly workdir?: Setting;
  readonly entrypoint?: Instruction;
  readonly cmd?: Instruction;
  /** Ports of EXPOSE. */
  readonly ports: readonly Word[];
  /** `interactive` when a port is exposed, a known server is started or the base is an interactive one. */
  readonly kind: 'batch' | 'interactive';
  /** Why the kind is what it is, in one clause. */
  readonly kindReason: string;
}

/** What `docker build` would send. */
export interface BuildContext {
  /** Folder of the project that is sent, with a closing `/`; empty for the project itself. */
  readonly root: string;
  /** Path of the ignore file in force. */
  readonly ignoreFile?: string;
  /** Files that pass it, sorted. */
  readonly sent: readonly string[];
  /** Files that COPY or ADD put into the final image, by way of another stage too. */
  readonly copied: readonly CopiedFile[];
  /** Files that only other stages get, of which the image keeps what is made of them there. */
  readonly passed: readonly CopiedFile[];
  /** Sources of COPY or ADD of which nothing was found. */
  readonly missing: readonly CopiedFile[];
  /** Copied, and not only run while the image is built: what may run in the TRE. */
  readonly runtime: ReadonlySet<string>;
}

export interface CopiedFile {
  /** Relative to the project. */
  readonly path: string;
  readonly instruction: Instruction;
  /** The start command runs it at the place where it is copied to: a program that is built before the image is. */
  readonly isStarted?: boolean;
}
