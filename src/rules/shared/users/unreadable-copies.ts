import { isUnder, resolvePath } from '../../../model/dockerfile/container-path.ts';
import type {
  CopiedFile,
  DockerfileFacts,
  FinalImage,
  Instruction,
} from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Finding } from '../../../model/check/rule.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import { groupBy } from '../../../shared/group-by.ts';

/** Programs that may give a file other rights, or run what does. */
const changers: ReadonlySet<string> = new Set([
  'chmod',
  'chown',
  'chgrp',
  'setfacl',
  'find',
  'xargs',
  'sh',
  'bash',
  'cp',
  'mv',
  'install',
]);

/** What runs in the container and who runs it may not read: `COPY --chmod=0700` of root's, before `USER app`. */
export function findUnreadableCopies(
  { instructions, user, workdir }: FinalImage,
  { path, context }: DockerfileFacts,
  reach: Reach | undefined,
): readonly Finding[] {
  const name = user?.value ?? '';
  // Root reads everything; of a variable nobody knows.
  if (!/^[a-z_][\w.-]*(?::|$)|^[1-9]\d*(?::|$)/i.test(name) || /^root(?::|$)/.test(name)) return [];
  const run = new Set(
    (reach?.programs ?? []).filter(({ class: kind }) => kind !== 'built').map(({ program }) => program.path),
  );
  const files = groupBy(
    context.copied.filter((each) => run.has(each.path)),
    ({ instruction }) => instruction,
  );
  return instructions.flatMap((copy, at) => {
    const mode = modeFor(copy, name);
    const copied = files.get(copy) ?? [];
    const target = resolvePath(copy.words.at(-1)?.value ?? '', copy.workdir ?? workdir?.value ?? '/');
    if (mode === undefined || copied.length === 0 || isChanged(target, instructions.slice(at + 1))) return [];
    const closed =
      (mode & 4) === 0 ? copied[0] : (mode & 1) === 0 ? copied.find((each) => isDeeper(each, copy)) : undefined;
    if (closed === undefined) return [];
    const why = (mode & 4) === 0 ? 'lets only its owner read' : 'lets nobody enter the folder of';
    return [
      {
        message: `--chmod=${copy.flags['chmod'] ?? ''} ${why} ${closed.path}, and USER ${name} runs it`,
        location: { file: path, line: copy.line },
        fix: 'write --chmod=0555: all may read, nobody may change it',
      },
    ];
  });
}

/** What others than the owner may do with what an instruction copies; nothing where it does not say that in numbers, or gives it to somebody. */
function modeFor({ keyword, flags }: Instruction, user: string): number | undefined {
  const written = keyword === 'COPY' || keyword === 'ADD' ? flags['chmod'] : undefined;
  const [owner = 'root', group = ''] = (flags['chown'] ?? '').split(':');
  if (written === undefined || !/^0?[0-7]{3,4}$/.test(written)) return undefined;
  if (owner !== '' && owner === user.split(':')[0]) return Math.floor(Number.parseInt(written, 8) / 64) % 8;
  // A group may be the user's.
  return /^(?:root|0)?$/.test(owner) && /^(?:root|0)?$/.test(group) ? Number.parseInt(written, 8) % 8 : undefined;
}

/** In a folder that the instruction makes: the source is a folder, and the file does not lie in it directly. */
function isDeeper({ path }: CopiedFile, { words }: Instruction): boolean {
  const source = words
    .slice(0, -1)
    .map(({ value }) => value.replace(/^\.\//, '').replace(/\/$/, ''))
    .find((each) => each === '.' || each === '' || path.startsWith(`${each}/`));
  if (source === undefined) return false;
  return path.slice(source === '.' || source === '' ? 0 : source.length + 1).includes('/');
}

/** A later RUN changes modes or owners there, or of what the text does not tell. */
function isChanged(target: string, later: readonly Instruction[]): boolean {
  return later.some(({ keyword, commands, workdir }) =>
    keyword !== 'RUN'
      ? false
      : commands.some(
          ({ program, words }) =>
            changers.has(program) &&
            words
              .slice(1)
              .filter((word) => !word.startsWith('-'))
              .some((word) => {
                const place = resolvePath(word, workdir ?? '/');
                return word.includes('$') || isUnder(place, target) || isUnder(target, place);
              }),
        ),
  );
}
