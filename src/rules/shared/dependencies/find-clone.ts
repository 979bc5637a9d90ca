import { isCommit, isFixedRef, isMovingName } from '../../../parse/manifests/is-pinned.ts';
import { readClone } from '../../../parse/shell/clones.ts';
import { once } from '../once.ts';
import { resolvePath } from '../../../model/dockerfile/container-path.ts';
import type { FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import type { Step, Subject } from './find-dependencies.ts';
import type { Named } from './package-lists.ts';

/** A repository that is cloned, and whether it is then at a commit, a tag or a branch: by the RUN itself, or by a later one in its folder. */
export function findClone({ command, all, file, run }: Step, { image }: Subject): Named | undefined {
  const { line } = command;
  const address = readClone(command)?.address;
  if (address === undefined || !isFar(command, address)) return undefined;
  const own = once(all, 'refs that are taken', () =>
    all.flatMap((each) => (/^(?:git|gh)$/.test(each.program) ? refsOf(each.words) : [])),
  );
  const isHeld = once(all, 'takes a fixed ref', () => own.some((each) => isFixedRef(each) || !isMovingName(each)));
  const later = once(image, 'refs that are taken in a folder', () => refsByFolder(image));
  const refs = isHeld ? own : (later.get(`${String(run.stage)} ${cloneTarget(command, run) ?? ''}`) ?? own);
  const pinned = isHeld || (refs !== own && refs.some((each) => isFixedRef(each) || !isMovingName(each)));
  const ref = refs.some(isCommit) ? undefined : refs.find((each) => isFixedRef(each) || !isMovingName(each));
  return { text: address, file, line, pinned, way: 'cloned', ...(ref === undefined ? {} : { ref }) };
}

/** What `git checkout` takes in each folder of each stage, by a RUN that clones nothing. */
function refsByFolder({ instructions }: FinalImage): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const run of instructions) {
    if (run.keyword !== 'RUN' || run.commands.some((each) => readClone(each) !== undefined)) continue;
    for (const command of run.commands) {
      const refs = command.program === 'git' ? refsOf(command.words) : [];
      if (refs.length === 0) continue;
      const at = command.words.indexOf('-C');
      const folder = at < 0 ? '.' : (command.words[at + 1] ?? '.');
      const key = `${String(run.stage)} ${resolvePath(folder, folderOf(command, run))}`;
      const taken = found.get(key) ?? [];
      found.set(key, taken);
      taken.push(...refs);
    }
  }
  return found;
}

/** Where a repository is cloned to. `base`: the folder that the base image works in. */
export function cloneTarget(command: ShellCommand, run: Instruction, base = '/'): string | undefined {
  const folder = readClone(command)?.folder;
  return folder === undefined ? undefined : resolvePath(folder, folderOf(command, run, base));
}

/** A repository of a server, and none that lies in the image. What gh clones names no server. */
function isFar({ program }: ShellCommand, address: string): boolean {
  return program === 'gh' || (program === 'git' && /^(?:https?|git|ssh):\/\/|^git@/.test(address));
}

/** Where a command of a RUN works. */
export function folderOf({ directory }: ShellCommand, run: Instruction, base = '/'): string {
  return resolvePath(directory ?? '.', run.workdir ?? base);
}

function refsOf(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => /^(?:-b|--branch|--revision)$/.test(word));
  const joined = words.find((word) => /^--(?:branch|revision)=/.test(word));
  if (at >= 0) return [words[at + 1] ?? ''];
  if (joined !== undefined) return [joined.slice(joined.indexOf('=') + 1)];
  const verb = words.findIndex((word) => /^(?:checkout|reset|switch)$/.test(word));
  return verb < 0
    ? []
    : words
        .slice(verb + 1)
        .filter((word) => !word.startsWith('-'))
        .slice(0, 1);
}
