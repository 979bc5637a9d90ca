import type { DockerfileFacts, Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../model/sources/facts.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages } from '../model/check/verdicts.ts';

const remote = /^(?:https?:|git@|git:|ssh:)/;
const archive = /\.(?:tar|tar\.\w+|t[gbx]z2?|txz|tzst)$/i;
/** What ADD would unpack if it held an archive: that is told from what it holds. */
const compressed = /\.(?:gz|bz2|xz|zst|lzma)$/i;
const flagsOfCopy = new Set(['chown', 'chmod', 'link', 'exclude', 'parents']);

export default defineRule({
  kind: 'checked',
  id: 'copy-not-add',
  group: 'image',
  severity: 'warning',
  force: 'should',
  summary: 'Files are put into the image with COPY, not with ADD',
  rationale:
    'ADD also unpacks archives and fetches addresses, without saying so. COPY does one thing; a download belongs into a RUN that checks it, unpacks it and deletes it in the same layer.',
  source: buildGuide('1.1'),
  check: onImages((_image, dockerfile, facts) => {
    const all = dockerfile.instructions.filter(
      ({ keyword, onbuild }) => (keyword === 'COPY' || keyword === 'ADD') && !onbuild,
    );
    const findings = all
      .filter(({ keyword }) => keyword === 'ADD')
      .map((instruction) => judgeAdd(instruction, dockerfile, facts));
    const [first] = all;
    if (first === undefined) return notApplicable('nothing is copied into the image');
    return judge(
      findings,
      { text: 'only COPY is used', location: { file: dockerfile.path, line: first.line } },
      'file',
    );
  }),
  good: [{ title: 'COPY', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src /opt/app/\n' } }],
  bad: [
    { title: 'a local file', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nADD src /opt/app/\n' } },
    {
      title: 'an address',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nADD https://example.org/tool.tar.gz /opt/\n' },
    },
    { title: 'an archive', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nADD tool.tar.gz /opt/\n' } },
  ],
});

function judgeAdd(instruction: Instruction, dockerfile: DockerfileFacts, facts: ProjectFacts): Finding {
  const sources = instruction.words.slice(0, -1).map((word) => word.value);
  const location = { file: dockerfile.path, line: instruction.line };
  const what = sources.find((source) => remote.test(source) || archive.test(source));
  if (what !== undefined)
    return {
      message: `ADD ${remote.test(what) ? 'fetches' : 'unpacks'} ${what}`,
      location,
      fix: remote.test(what)
        ? 'fetch it in a RUN that checks its checksum and deletes what is not needed'
        : 'COPY the archive and unpack it in a RUN, or copy its contents',
    };
  const { start } = instruction;
  const text = dockerfile.text[start] === 'a' ? 'copy' : 'COPY';
  return {
    message: 'ADD is used where COPY does',
    location,
    fix: 'write COPY',
    ...(isPlain(instruction, sources, { dockerfile, facts })
      ? { edits: [{ file: dockerfile.path, start, end: start + 'ADD'.length, text }] }
      : {}),
  };
}

/** COPY would do the very same: no flag of ADD's own, and only texts, which ADD does not unpack. */
function isPlain(
  { flags }: Instruction,
  sources: readonly string[],
  { dockerfile, facts }: { readonly dockerfile: DockerfileFacts; readonly facts: ProjectFacts },
): boolean {
  const isText = (source: string): boolean =>
    dockerfile.context.sent.every(
      (path) =>
        !`/${path}`.endsWith(`/${source.replace(/^(?:\.?\/)+/, '')}`) || facts.byPath.get(path)?.text !== undefined,
    );
  return (
    Object.keys(flags).every((flag) => flagsOfCopy.has(flag)) &&
    sources.every((source) => !compressed.test(source) && !/[$*?[]/.test(source) && isText(source))
  );
}
