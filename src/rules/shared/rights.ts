import { isUnder } from '../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';
import { readClone } from '../../parse/shell/clones.ts';
import { groupBy } from '../../shared/group-by.ts';
import { placeOf } from './users/home.ts';
import { once } from './once.ts';

/** Programs that change owner or mode. */
export const rights: ReadonlySet<string> = new Set(['chmod', 'chown', 'install']);
/** Where nothing that is copied is code that must stay as it is. */
const forData = ['/scratch', '/safe_data', '/safe_outputs', '/tmp', '/var', '/run', '/opt/models', '/etc'];
/** Folders that a RUN may open to those who write there. */
const writable = [...forData, '/home', '/root', '/srv', '/data'];
/** Texts and settings: whoever changes them changes no program. */
const noProgram = /\.(?:md|txt|rst|json|ya?ml|toml|ini|cfg|conf|xml|html|css|csv|tsv|png|jpe?g|svg|pdf|pem|crt|lic)$/i;
/** Files of data, and what keeps an empty folder in git. */
const ofData = /\.(?:parquet|feather|xlsx?|sqlite3?|db|log|gz|zip)$|(?:^|\/)\.git(?:keep|ignore)$/i;

/** Whether a file is no program, by its name. */
export function isPlainFile(path: string): boolean {
  return noProgram.test(path) || ofData.test(path);
}
const opens =
  /^(?:0?[0-7]?[0-7][2367][2367]|0?[0-7]?[0-7][0-7][2367]|[ug]*[ao][ugoa]*[+=][rxXst]*w[rwxXst]*|\+[rxXst]*w[rwxXst]*)$/;

/** Names of programs that are no settings. */
const ofProgram = /\.(?:py|ipynb|r|[rq]md|jl|sh|pl|js|nf|smk)$|(?:^|\/)Snakefile$/i;

const isRoot = (owner: string): boolean => /^(?:root|0)(?::|$)/.test(owner);

/** What a COPY does to code. */
export interface Copied {
  readonly target: string;
  readonly isCode: boolean;
  readonly isMeantForWriting: boolean;
  /** What lets somebody else than root change it. */
  readonly opened: readonly string[];
}

/** Where a COPY puts what, and whom it lets change it. */
export function readCopy(instruction: Instruction, image: FinalImage, { context }: DockerfileFacts): Copied {
  const target = placeOf(instruction.words.at(-1)?.value ?? '', image, instruction);
  const { chown: owner = 'root', chmod: mode = '' } = instruction.flags;
  const byCopy = once(context, 'files by copy', () => groupBy(context.copied, (copied) => copied.instruction));
  const files = byCopy.get(instruction) ?? [];
  // What another stage made is told by its names.
  const names =
    instruction.flags['from'] === undefined
      ? files.map(({ path }) => path)
      : instruction.words.slice(0, -1).map(({ value }) => value);
  return {
    target,
    isCode: names.length === 0 || !names.every((name) => noProgram.test(name)),
    // Servers have applications below /var, which are programs like others.
    isMeantForWriting:
      forData.some((place) => isUnder(target, place)) &&
      !(isUnder(target, '/var') && names.some((name) => ofProgram.test(name))),
    opened: [
      ...(isRoot(owner) ? [] : [`--chown=${owner} lets ${owner} change ${target}`]),
      ...(opens.test(mode) ? [`--chmod=${mode} lets everybody change ${target}`] : []),
    ],
  };
}

/** What a chmod or chown opens: programs outside of the places that are meant for writing, or code that was copied to one of those. */
export function readRights(
  { program, words }: ShellCommand,
  instruction: Instruction,
  {
    image,
    code,
    made,
    isFree,
  }: {
    readonly image: FinalImage;
    readonly code: readonly string[];
    readonly made: ReadonlySet<string>;
    /** Whether a folder holds no program. */
    readonly isFree: (path: string) => boolean;
  },
): string | { readonly open: string } | undefined {
  if (!rights.has(program)) return undefined;
  if (program === 'install') return readInstalled(words, instruction, image);
  const [first = '', ...paths] = words.slice(1).filter((word) => !/^-[A-Za-z]*$|^--/.test(word) || /^-?\d/.test(word));
  const places = paths
    .map((path) => placeOf(path, image, instruction))
    .filter(
      (path) =>
        /^\/\w/.test(path) &&
        (!(writable.some((place) => isUnder(path, place)) || isOutput(path, made)) ||
          code.some((target) => isUnder(target, path))),
    )
    .filter((path) => !isFree(path));
  if (places.length === 0) return undefined;
  if (program === 'chmod' && first.includes('$'))
    return { open: `chmod ${first} ${places.join(' ')} sets a mode that the files do not tell` };
  if (program === 'chmod' && opens.test(first)) return `chmod ${first} lets everybody change ${places.join(' ')}`;
  return program === 'chown' && !isRoot(first) && !first.startsWith(':') && instruction.user !== first
    ? `chown ${first} lets ${first} change ${places.join(' ')}`
    : undefined;
}

/** A clone belongs to whoever makes it: to a user that runs the program, if that is not root. */
export function readCloned(command: ShellCommand, instruction: Instruction, image: FinalImage): string | undefined {
  const clone = readClone(command);
  const { user } = instruction;
  if (clone === undefined || user === undefined || isRoot(user)) return undefined;
  const folder = clone.folder.startsWith('/') ? clone.folder : `${command.directory ?? '.'}/${clone.folder}`;
  const place = placeOf(folder, image, instruction);
  if (!/^\/\w/.test(place) || writable.some((each) => isUnder(place, each))) return undefined;
  return `${command.program} clone as ${user} lets ${user} change ${place}`;
}

/** A folder at the root that the image makes for what goes in and out, such as `/output`. */
function isOutput(path: string, made: ReadonlySet<string>): boolean {
  return made.has(path) && /^\/(?:in|out)(?:put)?s?$/i.test(path);
}

/** Takes places of code away that a RUN deletes. */
export function takeAway(code: string[], { words }: ShellCommand, placed: (path: string) => string): void {
  for (const word of words.slice(1).filter((each) => !each.startsWith('-'))) {
    const gone = placed(word);
    code.splice(0, code.length, ...code.filter((each) => !isUnder(each, gone)));
  }
}

/** `install -o app -m 755 tool /usr/local/bin/tool`; a folder that it makes (`-d`) holds nothing yet. */
function readInstalled(words: readonly string[], instruction: Instruction, image: FinalImage): string | undefined {
  const after = (option: RegExp): string => words[words.findIndex((word) => option.test(word)) + 1] ?? '';
  const has = (option: RegExp): boolean => words.some((word) => option.test(word));
  const owner = has(/^(?:-o|--owner)$/)
    ? after(/^(?:-o|--owner)$/)
    : (/^--owner=(.+)/.exec(words.find((word) => word.startsWith('--owner=')) ?? '')?.[1] ?? 'root');
  const mode = has(/^(?:-m|--mode)$/) ? after(/^(?:-m|--mode)$/) : '';
  const place = placeOf(words.at(-1) ?? '', image, instruction);
  if (has(/^(?:-d|--directory)$/) || !/^\/\w/.test(place) || writable.some((each) => isUnder(place, each)))
    return undefined;
  if (opens.test(mode)) return `install -m ${mode} lets everybody change ${place}`;
  return isRoot(owner) ? undefined : `install -o ${owner} lets ${owner} change ${place}`;
}
