import { isUnder } from '../../../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import { spendOn } from '../../../model/check/rule-work.ts';
import { placeOf } from '../users/home.ts';
import { isPlainFile } from '../rights.ts';

/** What does nothing in a folder but make it, look at it or change its owner and mode, as long as its output goes elsewhere. */
const harmless = new Set(
  'mkdir chown chmod chgrp useradd adduser groupadd addgroup usermod ls echo test [ true cd set touch rm rmdir'.split(
    ' ',
  ),
);

/** Of an image: whether a folder is seen to hold no program. */
export interface FolderContents {
  readonly image: FinalImage;
  readonly dockerfile: DockerfileFacts;
  readonly facts: ProjectFacts;
  /** Places that RUN and WORKDIR make. */
  readonly made: ReadonlySet<string>;
}

/**
 * Whether nothing in a folder is a program: all that the project has below it is no program by its name, and it was made, or filled, by the image alone.
 * A command that names it, another stage, a clone, or a base that nobody knows may bring one.
 */
export function holdsNoCode(path: string, { image, dockerfile, facts, made }: FolderContents): boolean {
  const reach = facts.reach.get(dockerfile.path);
  if (reach === undefined || (image.known === undefined && image.base === undefined)) return false;
  spendOn(facts, reach.places.size + image.instructions.length);
  const below = [...reach.places].filter(([place]) => isUnder(place, path));
  if (!below.every(([, file]) => isPlainFile(file))) return false;
  if (below.length === 0 && !made.has(path)) return false;
  return !mayHoldMore(path, image, reach) && !isNamedAtBuild(path, reach, facts);
}

/** A program of the project that the build runs may write where its text says so. */
function isNamedAtBuild(path: string, { programs }: Reach, { byPath }: ProjectFacts): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return programs.some(
    ({ class: kind, program }) => kind === 'built' && byPath.get(program.path)?.text?.includes(name) === true,
  );
}

function mayHoldMore(path: string, image: FinalImage, reach: Reach): boolean {
  if (reach.unseen.some((folder) => isUnder(path, folder) || isUnder(folder, path))) return true;
  return image.instructions.some((instruction) => {
    const { keyword, flags, words, commands } = instruction;
    if (keyword === 'RUN') return commands.some((command) => works(command, path, image, instruction));
    const isOfStage = (keyword === 'COPY' && flags['from'] !== undefined) || keyword === 'ADD';
    if (!isOfStage) return false;
    const target = placeOf(words.at(-1)?.value ?? '', image, instruction);
    return isUnder(path, target) || isUnder(target, path);
  });
}

/** Whether a command names the folder, or what is below it, or is started there; of a harmless one, whether it writes there. */
function works(command: ShellCommand, path: string, image: FinalImage, instruction: Instruction): boolean {
  const { program, directory, words, writes, assignments } = command;
  const isHarmless = harmless.has(program) || (program === 'install' && words.includes('-d'));
  const written = writes.filter((word) => !word.startsWith('/dev/'));
  if (isHarmless && written.length === 0) return false;
  const read = isHarmless ? [] : [...words.slice(1), ...Object.values(assignments)];
  const named = [...read, ...written, directory ?? '.'].flatMap((word) => [word, ...word.split(/[=:,]/).slice(1)]);
  return named.some((word) => word.includes(path) || isUnder(placeOf(word, image, instruction), path));
}
