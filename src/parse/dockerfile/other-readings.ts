import type { DockerfileFacts } from '../../model/dockerfile/dockerfile-facts.ts';
import { readLines, type Line } from '../text/read-lines.ts';
import type { RawInstruction, SplitDockerfile } from './split-dockerfile.ts';

/**
 * Lines that buildah, and podman with it, read otherwise than BuildKit (seen with buildah 1.28): it takes a doubled escape character for a continuation too, knows an escape
 * directive on the first line only, and, before 1.33, no heredocs, so that a line of theirs which goes on swallows their end.
 */
export function findOtherReadings(text: string, split: SplitDockerfile): DockerfileFacts['otherReadings'] {
  const lines = readLines(text);
  const { escape } = split;
  return [
    ...findLateDirective(lines, escape),
    ...split.instructions.flatMap((instruction) => [
      ...findDoubled(lines, instruction, escape),
      ...findSwallowedEnds(instruction, escape),
    ]),
  ];
}

const comment = /^\s*#/;

function findLateDirective(lines: readonly Line[], escape: string): DockerfileFacts['otherReadings'] {
  const directive = /^\s*#\s*escape\s*=/i;
  const at = lines.findIndex(({ text }) => directive.test(text));
  if (escape === '\\' || at <= 0) return [];
  return [
    {
      line: at + 1,
      what: `"# escape" counts for docker, and for podman only on the first line`,
      fix: 'make it the first line of the file, or leave it out and end lines that go on with \\',
    },
  ];
}

/** Lines of the instruction itself that end in two escape characters or more. */
function findDoubled(
  lines: readonly Line[],
  { line, endLine, heredocs }: RawInstruction,
  escape: string,
): DockerfileFacts['otherReadings'] {
  const last = heredocs[0] === undefined ? endLine : heredocs[0].line - 1;
  return lines
    .slice(line - 1, last)
    .filter(({ text }) => !comment.test(text) && text.trimEnd().endsWith(escape + escape))
    .map(({ number }) => ({
      line: number,
      what: `the line ends in ${escape}${escape}: docker ends the instruction here, and podman goes on with the next line`,
      fix: `write one ${escape} where the instruction goes on, and none where it ends`,
    }));
}

function findSwallowedEnds({ heredocs }: RawInstruction, escape: string): DockerfileFacts['otherReadings'] {
  return heredocs.flatMap(({ name, text, line }) => {
    const body = text.split('\n');
    for (let at = body.length - 1; at >= 0; at -= 1) {
      const written = body[at]?.trim() ?? '';
      if (written.endsWith(escape))
        return [
          {
            line: line + at,
            what: `the line ends in ${escape} before the heredoc's end ${name}, which a builder that knows no heredocs then takes for more of this line: it executes the heredoc as instructions`,
            fix: `leave the ${escape} out: nothing of the heredoc comes after it`,
          },
        ];
      if (written !== '' && !comment.test(written)) break;
    }
    return [];
  });
}
