import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../../../model/dockerfile/dockerfile-facts.ts';
import { readInstall } from '../../../parse/shell/installs.ts';

/** What may have brought a file of any name before. */
export const brings =
  /^(?:git|hg|svn|curl|wget|tar|unzip|cp|mv|ln|tee|rsync|scp|aws|gsutil|az|make|python\S*|Rscript|julia|sh|bash)$/;

/** Lists that a RUN installs from, and that only a COPY below it brings: the build stops there. */
export function findLateCopies(
  image: FinalImage,
  { path, context, instructions }: DockerfileFacts,
): readonly Finding[] {
  // Another's image may have a list of its own in the same place.
  if (image.known === undefined) return [];
  const own = instructions.filter(({ stage, onbuild }) => !onbuild && image.stage.lineage.includes(stage));
  const isOwn = new Set(own);
  const copied = [...context.copied, ...context.passed].filter(({ instruction }) => isOwn.has(instruction));
  return own.flatMap((run, at) => {
    if (run.keyword !== 'RUN' || run.flags['mount'] !== undefined) return [];
    const bringing = run.commands.findIndex(({ program }) => brings.test(program));
    return run.commands.flatMap((command, index) => {
      // `git clone ... && pip install -r theirs/requirements.txt`
      if (bringing !== -1 && bringing < index) return [];
      const files = readInstall(command)?.files ?? [];
      return files.flatMap((file): readonly Finding[] => {
        const name = file.slice(file.lastIndexOf('/') + 1);
        const late = copied.filter((each) => each.path === name || each.path.endsWith(`/${name}`));
        const named = (each: (typeof late)[number]): string => each.path.slice(context.root.length);
        const first =
          late.find((each) => each.instruction.words.some(({ value }) => value.replace(/^\.\//, '') === named(each))) ??
          late.find((each) => named(each) === file) ??
          late[0];
        if (first === undefined) return [];
        const before = own.slice(0, at);
        if (late.some(({ instruction }) => before.includes(instruction))) return [];
        if (run.text.split(name).length > 2 || before.some((each) => mayBring(each, name))) return [];
        const { keyword, line } = first.instruction;
        return [
          {
            message: `${command.program} installs from ${file}, which only the ${keyword} in line ${String(line)} brings: the image does not build`,
            location: { file: path, line: command.line },
            fix: `put COPY ${named(first)} ${file} above this RUN`,
          },
        ];
      });
    });
  });
}

/** Whether the list may be there by what stands above: `RUN curl`, `COPY --from`, an archive that ADD unpacks, a heredoc. */
export function mayBring({ keyword, text, flags, commands }: Instruction, name: string): boolean {
  if (text.includes(name) || flags['mount'] !== undefined) return true;
  if (keyword === 'RUN') return commands.some(({ program }) => brings.test(program));
  return (keyword === 'COPY' && flags['from'] !== undefined) || keyword === 'ADD';
}
