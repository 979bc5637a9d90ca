import type { Finding } from '../../../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../../../model/dockerfile/dockerfile-facts.ts';

const words: ReadonlySet<string> = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'LABEL',
  'RUN',
  'USER',
  'VOLUME',
  'WORKDIR',
]);
/** They print what they are given, a Dockerfile for one. */
const printing = /^(?:echo|printf|cat|tee)$/;

/** A RUN whose last line ends with a backslash: the next instruction is an argument of its command, and no instruction. */
export function findSwallowed({ instructions }: FinalImage, { path, text }: DockerfileFacts): readonly Finding[] {
  const lines = text.split(/\r?\n/);
  return instructions.flatMap(({ keyword, line, endLine, commands, heredocs }) => {
    if (keyword !== 'RUN' || heredocs.length > 0 || endLine === line) return [];
    return lines.slice(line, endLine).flatMap((written, index): readonly Finding[] => {
      const word = /^\s*([A-Z]+)\s/.exec(written)?.[1] ?? '';
      const command = commands.find(({ program, words: given }) => given.indexOf(word) > 0 && !printing.test(program));
      if (!words.has(word) || command === undefined) return [];
      const at = line + index + 1;
      return [
        {
          message: `the backslash above makes ${word} an argument of ${command.program}, and no instruction`,
          location: { file: path, line: at },
          fix: `take the backslash at the end of line ${String(at - 1)} away`,
        },
      ];
    });
  });
}
