import { defineRule, type Finding } from '../model/check/rule.ts';
import type { DockerfileFacts, Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import { combine, couldNotRead, judge } from '../model/check/verdicts.ts';
import { countOf } from '../shared/count-of.ts';
import { findBareFolder } from './shared/commands/bare-folders.ts';
import { findMarkers, isMarker } from './shared/commands/merge-markers.ts';
import { hasOddWords } from './shared/commands/refused-words.ts';
import { findUnknownFlags } from './shared/commands/unknown-flags.ts';

export default defineRule({
  kind: 'checked',
  id: 'dockerfile-valid',
  group: 'build',
  severity: 'error',
  force: 'must',
  summary: 'The Dockerfile can be read from the first to the last line',
  rationale:
    'A build stops at an unknown instruction, and a heredoc without an end swallows the rest of the file. What cannot be read cannot be judged either.',
  source: {
    document: 'Dockerfile reference',
    heading: 'Overview',
    link: 'https://docs.docker.com/reference/dockerfile/#overview',
  },
  check: (facts) =>
    combine(
      facts.dockerfiles.map((dockerfile) => {
        if (dockerfile.unread !== undefined) return couldNotRead(dockerfile.path, dockerfile.unread);
        const findings = [
          ...findMarkers(dockerfile),
          ...dockerfile.problems
            .filter((each) => !isMarker(each))
            .map(({ line, what }) => ({
              message: what,
              location: { file: dockerfile.path, line },
              fix: 'docker build stops here; correct the line',
            })),
          ...dockerfile.otherReadings.map(({ line, what, fix }) => ({
            message: what,
            location: { file: dockerfile.path, line },
            fix,
          })),
          ...beforeFrom(dockerfile),
          ...findUnknownFlags(dockerfile),
          ...dockerfile.instructions.flatMap((instruction) => [
            ...findPlaceholder(instruction, dockerfile.path),
            ...findBareFolder(instruction, dockerfile.path),
          ]),
        ];
        return judge(
          findings,
          {
            text: `${countOf(dockerfile.instructions.length, 'instruction')}, all known`,
            location: { file: dockerfile.path, line: 1 },
          },
          hasOddWords(dockerfile) ? 'none-found' : 'file',
        );
      }),
      'there is no Dockerfile',
    ),
  good: [
    {
      title: 'known instructions',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN <<EOF\necho hello\nEOF\n' },
    },
  ],
  bad: [
    {
      title: 'a placeholder of a template',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nRUN git clone https://github.com/<USER>/<REPO> /opt/tool\n',
      },
    },
    { title: 'an unknown instruction', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUM mkdir /x\n' } },
    {
      title: 'a heredoc without an end',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN <<EOF\necho hello\n' },
    },
    {
      title: 'a heredoc whose last line swallows its end',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN <<EOF\nCOPY other.py /app/\nRUN : \\\nEOF\n' },
    },
    {
      title: 'a line that ends in two backslashes',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN echo a \\\\\nUSER 1000\n' },
    },
    { title: 'no FROM', files: { Dockerfile: '# nothing yet\n' } },
  ],
});

/** What a template asks somebody to write: `<USER>/<REPO>`, `<your-token>`. */
const placeholder = /<(?:[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*|your[ _-][\w -]+)>/;
const filled = new Set(['ADD', 'CMD', 'COPY', 'ENTRYPOINT', 'FROM', 'RUN']);

function findPlaceholder({ keyword, text, line, onbuild }: Instruction, file: string): Finding[] {
  const found = filled.has(keyword) && !onbuild ? placeholder.exec(text)?.[0] : undefined;
  return found === undefined
    ? []
    : [
        {
          message: `${keyword} still holds ${found}, which somebody should have filled in`,
          location: { file, line },
          fix: 'write what it stands for; a shell takes < and > for files',
        },
      ];
}

/** Before the first FROM only ARG may stand. */
function beforeFrom({ instructions, path }: DockerfileFacts): readonly Finding[] {
  const first = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const early = instructions.slice(0, Math.max(first, 0)).find(({ keyword }) => keyword !== 'ARG');
  return early === undefined
    ? []
    : [
        {
          message: `${early.keyword} stands before FROM, where only ARG may`,
          location: { file: path, line: early.line },
          fix: 'docker build stops here; move the line below FROM',
        },
      ];
}
