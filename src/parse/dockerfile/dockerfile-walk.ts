import { tre } from '../../catalog/tre.ts';
import type { Instruction, Stage, Word } from '../../model/dockerfile/dockerfile-facts.ts';
import { expand, type Expanded } from './expand.ts';
import { readCommands } from './instruction-commands.ts';
import { unquote, type RawWord, type ReadInstruction } from './instruction.ts';
import { readFrom, type GlobalArgument } from './from.ts';

/** What an instruction changes for those after it, in one stage. */
interface State {
  readonly environment: Map<string, Expanded>;
  readonly arguments: Map<string, Expanded | undefined>;
  user?: string;
  workdir?: string;
  shell: readonly string[];
}

const posixShell: readonly string[] = ['/bin/sh', '-c'];
/** Instructions in whose arguments BuildKit itself fills in variables. */
const expanding = new Set([
  'ADD',
  'ARG',
  'COPY',
  'ENV',
  'EXPOSE',
  'FROM',
  'LABEL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** What BuildKit knows without being told, for the platform of the TRE's machines. */
const platforms: ReadonlyMap<string, string> = new Map([
  ['TARGETPLATFORM', tre.platform],
  ['TARGETOS', 'linux'],
  ['TARGETARCH', 'amd64'],
  ['TARGETVARIANT', ''],
  ['BUILDPLATFORM', tre.platform],
  ['BUILDOS', 'linux'],
  ['BUILDARCH', 'amd64'],
  ['BUILDVARIANT', ''],
]);

/** Characters that variables may bring into one file, and the longest path that systems take: what goes on and on would fill the memory. */
const bounds = { filled: 4 * 1024 * 1024, path: 4096 };

type Open = { -readonly [K in keyof Stage]: Stage[K] } & { instructions: Instruction[] };

/** Goes through the instructions in order, carrying what each stage has set so far. */
export class DockerfileWalk {
  readonly instructions: Instruction[] = [];
  readonly stages: Open[] = [];
  private readonly states: State[] = [];
  private readonly globals = new Map<string, GlobalArgument>(
    [...platforms].map(([name, value]) => [name, { value: { value, unresolved: [] } }]),
  );
  private readonly escape: string;
  private readonly given: ReadonlyMap<string, string | undefined>;
  private filled = 0;

  /** `given`: values that the build gives ARGs, absent where they show only then. */
  constructor(escape: string, given: ReadonlyMap<string, string | undefined> = new Map()) {
    this.escape = escape;
    this.given = given;
  }

  take(read: ReadInstruction): void {
    if (read.keyword === 'FROM') {
      this.openStage(read);
      return;
    }
    const instruction = this.describe(read, false);
    this.instructions.push(instruction);
    const stage = this.stages.at(-1);
    const state = this.states.at(-1);
    if (stage === undefined || state === undefined) {
      if (read.keyword === 'ARG') this.declareGlobals(instruction, read);
      return;
    }
    stage.instructions.push(instruction);
    apply(instruction, state, this.globals, this.given);
  }

  /** What an ONBUILD holds: listed, but it changes nothing in this build. */
  takeOnbuild(read: ReadInstruction): void {
    const instruction = this.describe(read, true);
    this.instructions.push(instruction);
    this.stages.at(-1)?.instructions.push(instruction);
  }

  private declareGlobals(instruction: Instruction, read: ReadInstruction): void {
    instruction.words.forEach((word, index) => {
      const [name = '', ...rest] = word.value.split('=');
      const written = read.words[index];
      const equals = written?.raw.indexOf('=') ?? -1;
      if (this.given.has(name)) this.globals.set(name, { value: toExpanded(name, this.given.get(name)) });
      else if (written === undefined || equals < 0) this.globals.set(name, {});
      else
        this.globals.set(name, {
          value: { value: rest.join('='), unresolved: word.unresolved },
          word: { ...written, raw: written.raw.slice(equals + 1), start: written.start + equals + 1 },
        });
    });
  }

  private openStage(read: ReadInstruction): void {
    const lookup = (name: string): string | undefined => this.spend(resolved(this.globals.get(name)?.value));
    const words = read.words.map((word) => this.word(word, lookup));
    const from = readFrom(words, read, { globals: this.globals, stages: this.stages, lookup });
    const parent = from.stage === undefined ? undefined : this.states[from.stage];
    const name = words[1]?.text.toLowerCase() === 'as' ? words[2]?.text.toLowerCase() : undefined;
    const index = this.stages.length;
    const lineage = [...(from.stage === undefined ? [] : (this.stages[from.stage]?.lineage ?? [])), index];
    this.states.push({
      environment: new Map(parent?.environment),
      arguments: new Map(),
      shell: parent?.shell ?? posixShell,
      ...(parent?.user === undefined ? {} : { user: parent.user }),
      ...(parent?.workdir === undefined ? {} : { workdir: parent.workdir }),
    });
    this.stages.push({
      index,
      ...(name === undefined ? {} : { name }),
      line: read.line,
      from,
      instructions: [],
      lineage,
    });
    this.instructions.push({ ...this.describe(read, false), words });
  }

  private describe(read: ReadInstruction, onbuild: boolean): Instruction {
    const state = this.states.at(-1);
    const lookup = (name: string): string | undefined =>
      this.spend(resolved(state === undefined ? this.globals.get(name)?.value : valueOf(state, name)));
    const { keyword, line, endLine, start, end, text, flags, form, heredocs } = read;
    const words = read.words.map((word) =>
      expanding.has(keyword) ? this.word(word, lookup) : plain(word, this.escape),
    );
    return {
      keyword,
      line,
      endLine,
      start,
      end,
      text,
      flags,
      form,
      heredocs,
      onbuild,
      words,
      stage: this.stages.length - 1,
      ...readCommands(read, words, state?.shell ?? posixShell, lookup),
      ...(state?.user === undefined ? {} : { user: state.user }),
      ...(state?.workdir === undefined ? {} : { workdir: state.workdir }),
    };
  }

  /** A value, until the file has had its share of them: then variables are not known any more. */
  private spend(value: string | undefined): string | undefined {
    this.filled += value?.length ?? 0;
    return this.filled > bounds.filled ? undefined : value;
  }

  private word(word: RawWord, lookup: (name: string) => string | undefined): Word {
    const text = unquote(word, this.escape);
    const expanded =
      word.literal && !word.raw.includes('$') ? { value: text, unresolved: [] } : expand(word.raw, lookup, this.escape);
    return {
      text,
      value: expanded.value,
      unresolved: expanded.unresolved,
      start: word.start,
      end: word.end,
      line: word.line,
    };
  }
}

/** A word in which BuildKit fills in nothing. */
function plain(word: RawWord, escape: string): Word {
  const text = unquote(word, escape);
  return { text, value: text, unresolved: [], start: word.start, end: word.end, line: word.line };
}

function resolved(found: Expanded | undefined): string | undefined {
  return found === undefined || found.unresolved.length > 0 ? undefined : found.value;
}

function valueOf(state: State, name: string): Expanded | undefined {
  return state.environment.get(name) ?? state.arguments.get(name);
}

function toExpanded(name: string, value: string | undefined): Expanded {
  return value === undefined ? { value: `$${name}`, unresolved: [name] } : { value, unresolved: [] };
}

function apply(
  instruction: Instruction,
  state: State,
  globals: ReadonlyMap<string, GlobalArgument>,
  given: ReadonlyMap<string, string | undefined>,
): void {
  const [first] = instruction.words;
  switch (instruction.keyword) {
    case 'ENV':
    case 'ARG':
      for (const word of instruction.words) {
        const equals = word.value.indexOf('=');
        const name = equals < 0 ? word.value : word.value.slice(0, equals);
        const value =
          equals < 0 ? globals.get(name)?.value : { value: word.value.slice(equals + 1), unresolved: word.unresolved };
        if (instruction.keyword === 'ARG' && given.has(name))
          state.arguments.set(name, toExpanded(name, given.get(name)));
        else if (instruction.keyword === 'ARG') state.arguments.set(name, isDisputed(name, value) ? undefined : value);
        else if (value !== undefined) state.environment.set(name, value);
      }
      break;
    case 'USER':
      if (first !== undefined) state.user = first.value;
      break;
    case 'WORKDIR':
      if (first !== undefined)
        changeFolder(state, first.value.startsWith('/') ? first.value : `${state.workdir ?? ''}/${first.value}`);
      break;
    case 'SHELL':
      if (instruction.form === 'json') state.shell = instruction.words.map((word) => word.value);
      break;
    default:
  }
}

/** A default in place of the platform's own value, which BuildKit takes and buildah does not. */
function isDisputed(name: string, value: Expanded | undefined): boolean {
  return value !== undefined && (platforms.get(name) ?? value.value) !== value.value;
}

function changeFolder(state: State, path: string): void {
  if (path.length > bounds.path) delete state.workdir;
  else state.workdir = path;
}
