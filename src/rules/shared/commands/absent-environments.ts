import type { Finding } from '../../../model/check/rule.ts';
import type { FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Reach } from '../../../model/programs/reach.ts';
import type { ProjectFacts } from '../../../model/sources/facts.ts';
import type { ShellCommand } from '../../../model/sources/source-facts.ts';
import { condaPrograms } from '../../../parse/shell/vocabulary.ts';

const makers: ReadonlySet<string> = new Set([...condaPrograms, 'conda-lock', 'conda-env']);
const option = /^(?:-n|--name|-p|--prefix)(?:=.+)?$/;

/** The environment that the start asks conda for, where nothing of the build makes one of that name: no container starts. */
export function findAbsentEnvironment(
  image: FinalImage,
  file: string,
  reach: Reach | undefined,
  { files }: ProjectFacts,
): readonly Finding[] {
  const start = [image.entrypoint, image.cmd].flatMap((each) => each ?? []);
  const asked = start.flatMap((each) => askedBy(each) ?? [])[0];
  if (asked === undefined || /[$/]|^(?:base|root)?$/.test(asked.name)) return [];
  const { name } = asked;
  const builds = (reach?.programs ?? []).filter((each) => each.class === 'built');
  const isSeen =
    image.known !== undefined &&
    image.base === undefined &&
    (reach?.unfollowed ?? []).every(
      (each) => each.class !== 'built' || makers.has(base(each.what.split(' ')[0] ?? '')),
    ) &&
    !image.instructions.some(({ flags }) => flags['from'] !== undefined);
  const commands = [
    ...image.instructions.flatMap((each) => (each.keyword === 'RUN' ? each.commands : [])),
    ...builds.flatMap(({ program }) => program.commands),
  ].filter(({ program }) => makers.has(program));
  if (!isSeen || commands.length === 0) return [];
  const seen = new Set(files.flatMap(({ path, text }) => (text === undefined ? [] : base(path))));
  if (commands.some((each) => mayMake(each, name, seen))) return [];
  const list = new RegExp(String.raw`^[ \t]*["']?name["']?[ \t]*:[ \t]*["']?${name.replaceAll(/[^\w-]/g, '.')}\b`, 'm');
  const texts = [...files.map(({ text = '' }) => text), ...image.instructions.map(({ text }) => text)];
  if (texts.some((text) => list.test(text))) return [];
  return [
    {
      message: `the start asks conda for the environment ${name}, which no command of the build makes`,
      location: { file, line: asked.line },
      fix: `make it under this name (conda create -n ${name}), or name the one that is made`,
    },
  ];
}

/** `conda run -n NAME` of a start; the words of a shell are told apart by blanks. */
function askedBy({
  form,
  words,
  text,
  line,
}: Instruction): { readonly name: string; readonly line: number } | undefined {
  const all = form === 'json' ? words.map(({ value }) => value) : text.split(/\s+/);
  const at = all.findIndex((word, index) => condaPrograms.has(base(word)) && all[index + 1] === 'run');
  if (at < 0) return undefined;
  for (let index = at + 2; index < all.length && (all[index] ?? '').startsWith('-'); index += 1) {
    const found = /^(?:-n|--name)(?:=(.+))?$/.exec(all[index] ?? '');
    if (found !== null) return { name: found[1] ?? all[index + 1] ?? '', line };
    // Of its options these take a value.
    if (/^(?:-p|--prefix|--cwd)$/.test(all[index] ?? '')) index += 1;
  }
  return undefined;
}

/** A command that names the environment, or whose list nobody has seen: that may have any name. `seen`: names of files that were read, without their folders. */
function mayMake({ program, words }: ShellCommand, name: string, seen: ReadonlySet<string>): boolean {
  if (
    words.some((word) => word === name || word.endsWith(`/${name}`) || word.endsWith(`=${name}`) || word.includes('$'))
  )
    return true;
  if (program === 'conda-lock' && !words.some((word) => option.test(word))) return true;
  return words.some((word) => /\.ya?ml$/.test(word) && !seen.has(base(word)));
}

const base = (word: string): string => word.slice(word.lastIndexOf('/') + 1);
