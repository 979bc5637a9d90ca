import { resolvePath } from '../../model/dockerfile/container-path.ts';
import type { Base } from '../../model/render/base.ts';
import type { FinalImage, From, Instruction, Setting, Stage, Word } from '../../model/dockerfile/dockerfile-facts.ts';
import { findKnownImage } from './find-known-image.ts';
import { findServer } from '../../model/rehearsal/session-server.ts';
import type { KnownImage } from '../../model/dockerfile/known-image.ts';
import { idlesForever, opensPrompt } from '../shell/opens-prompt.ts';
import type { ShellCommand } from '../../model/sources/source-facts.ts';

/** What the catalogue knows of images from outside. */
export interface Catalogue {
  readonly bases: readonly Base[];
  readonly images: readonly KnownImage[];
}

/** The image of the last stage, with what it inherits from the file's other stages. */
export function describeFinalImage(stages: readonly Stage[], { bases, images }: Catalogue): FinalImage | undefined {
  const stage = stages.at(-1);
  if (stage === undefined) return undefined;
  const lineage = stage.lineage.flatMap((index) => stages[index] ?? []);
  const from = (lineage[0] ?? stage).from;
  const instructions = lineage
    .flatMap((each) => each.instructions)
    .filter((instruction) => !instruction.onbuild && instruction.keyword !== 'ONBUILD');
  const base = findBase(from, bases);
  const known = findKnownImage(from, images);
  const last = (keyword: string): Instruction | undefined =>
    instructions.findLast((instruction) => instruction.keyword === keyword);
  const entrypoint = last('ENTRYPOINT');
  // An ENTRYPOINT after a CMD of a parent stage takes that CMD away.
  const cmd = instructions.findLast(
    (instruction, index) =>
      instruction.keyword === 'CMD' &&
      !(entrypoint !== undefined && entrypoint.stage > instruction.stage && instructions.indexOf(entrypoint) > index),
  );
  const user = setting(last('USER'));
  const workdir = folderSetting(last('WORKDIR'));
  const ports = instructions
    .filter((instruction) => instruction.keyword === 'EXPOSE')
    .flatMap((instruction) => instruction.words);
  return {
    stage,
    from,
    instructions,
    environment: environmentOf(instructions),
    ports,
    ...kindOf({ ports, entrypoint, cmd, base, known }),
    ...(known === undefined ? {} : { known }),
    ...(base === undefined ? {} : { base }),
    ...(user === undefined ? {} : { user }),
    ...(workdir === undefined ? {} : { workdir }),
    ...(entrypoint === undefined ? {} : { entrypoint }),
    ...(cmd === undefined ? {} : { cmd }),
  };
}

function findBase(from: From, bases: readonly Base[]): Base | undefined {
  const { named } = from;
  if (named === undefined) return undefined;
  const name = `${named.canonicalRegistry}/${named.canonicalRepository}`;
  return bases.find(
    (base) => base.repositories.includes(name) || base.images.some((known) => known.reference.startsWith(`${name}:`)),
  );
}

function setting(instruction: Instruction | undefined): Setting | undefined {
  const word = instruction?.words[0];
  return instruction === undefined || word === undefined
    ? undefined
    : { value: word.value, unresolved: word.unresolved, instruction };
}

/** A WORKDIR as an absolute path: a relative one goes on from the one before it. */
function folderSetting(instruction: Instruction | undefined): Setting | undefined {
  const found = setting(instruction);
  return found === undefined ? undefined : { ...found, value: resolvePath(found.value, instruction?.workdir ?? '/') };
}

function environmentOf(instructions: readonly Instruction[]): ReadonlyMap<string, Setting> {
  const environment = new Map<string, Setting>();
  for (const instruction of instructions) {
    if (instruction.keyword !== 'ENV') continue;
    for (const word of instruction.words) {
      const [name = '', ...rest] = word.value.split('=');
      environment.set(name, { value: rest.join('='), unresolved: word.unresolved, instruction });
    }
  }
  return environment;
}

interface Start {
  readonly ports: readonly Word[];
  readonly entrypoint: Instruction | undefined;
  readonly cmd: Instruction | undefined;
  readonly base: Base | undefined;
  readonly known: KnownImage | undefined;
}

function kindOf({ ports, entrypoint, cmd, base, known }: Start): Pick<FinalImage, 'kind' | 'kindReason'> {
  const commands: readonly ShellCommand[] = [...(entrypoint?.commands ?? []), ...(cmd?.commands ?? [])];
  const server = commands.map(findServer).find((each) => each !== undefined);
  if (server !== undefined) return { kind: 'interactive', kindReason: `it starts ${server.name}` };
  const [port] = ports;
  const shell = findBareShell({ base, known }, commands);
  if (port !== undefined && shell !== undefined)
    return { kind: 'batch', kindReason: `it starts ${shell}, and nothing answers on the port that it exposes` };
  if (port !== undefined) return { kind: 'interactive', kindReason: `it exposes port ${port.value}` };
  if (entrypoint === undefined && cmd === undefined) {
    if (base?.kind === 'interactive')
      return { kind: 'interactive', kindReason: `its base (${base.label}) is interactive` };
    if (known?.server !== undefined)
      return { kind: 'interactive', kindReason: `its base image starts ${known.server.name}` };
  }
  return { kind: 'batch', kindReason: 'it exposes no port and starts no known server' };
}

/**
 * The shell, prompt or wait without end that starts and serves nothing. The entry point of a base that has a server may start
 * that beside whatever it is given; of a base that nobody knows a start written here says what the image is for.
 */
function findBareShell(
  { base, known }: Pick<Start, 'base' | 'known'>,
  commands: readonly ShellCommand[],
): string | undefined {
  const [only] = commands;
  if (known?.server !== undefined || base?.kind === 'interactive' || commands.length !== 1) return undefined;
  return only !== undefined && (opensPrompt(only) || idlesForever(only)) ? only.words.join(' ') : undefined;
}
