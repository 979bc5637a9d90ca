import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';
import type { Interpreter } from '../../../model/dockerfile/known-image.ts';
import { mustSucceed } from '../image/must-succeed.ts';
import { bringsBy, isWhollyKnown, labelOf } from '../image/find-interpreter.ts';

const programs: ReadonlyMap<string, Interpreter> = new Map([
  ['Rscript', 'r'],
  ['R', 'r'],
  ['julia', 'julia'],
  ['octave', 'octave'],
]);

/** A RUN that calls a language which neither the base nor a line above it brings: the build stops there. */
export function findAbsentInterpreters(image: FinalImage, { path, stages, text }: DockerfileFacts): readonly Finding[] {
  if (!isWhollyKnown(image)) return [];
  const { base, known, instructions } = image;
  const brought = new Set<Interpreter>(known?.runs ?? []);
  for (const instruction of instructions) {
    if (mustSucceed(instruction))
      for (const [at, { program, words, line }] of instruction.commands.entries()) {
        const what = programs.get(program);
        if (what === undefined || words[0] !== program) continue;
        if (base?.language.name === what || brought.has(what)) continue;
        const before = { ...instruction, commands: instruction.commands.slice(0, at) };
        // What is written out of the RUN counts only above: its own text names the language.
        if (before.commands.length > 0 && bringsBy(what, before, stages, text) !== 'no') continue;
        return [
          {
            message: `RUN calls ${program}, and neither ${image.from.image?.text ?? 'the base'} nor a line above it brings ${labelOf(what)}: the image does not build`,
            location: { file: path, line },
            fix: `take a base that has ${labelOf(what)}, or install it in a RUN above`,
          },
        ];
      }
    for (const what of new Set(programs.values()))
      if (bringsBy(what, instruction, stages, text) !== 'no') brought.add(what);
  }
  return [];
}
