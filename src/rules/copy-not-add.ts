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
    const findings: Finding[] = [];
    const all = dockerfile.instructions.filter(
      ({ keyword, onbuild }) => (keyword === 'COPY' || keyword === 'ADD') && !onbuild,
    );
    for (const instruction of all) {
      if (instruction.keyword === 'COPY') continue;
      const sources = instruction.words.slice(0, -1).map((word) => word.value);
      const location = { file: dockerfile.path, line: instruction.line };
      const isText = (source: string): boolean =>
        dockerfile.context.sent.every((path) =>
          `/${path}`.endsWith(`/${source.replace(/^(?:\.?\/)+/, '')}`)
            ? facts.byPath.get(path)?.text !== undefined
            : true,
        );
      const plain =
        Object.keys(instruction.flags).every((flag) => flagsOfCopy.has(flag)) &&
        sources.every(
          (source) =>
            !remote.test(source) &&
            !archive.test(source) &&
            !compressed.test(source) &&
            !/[$*?[]/.test(source) &&
            isText(source),
        );
      const what = sources.find((source) => remote.test(source) || archive.test(source));
      if (what === undefined)
        findings.push({
          message: 'ADD is used where COPY does',
          location,
          fix: 'write COPY',
          ...(plain
            ? {
                edits: [
                  {
                    file: dockerfile.path,
                    start: instruction.start,
                    end: instruction.start + 3,
                    text: dockerfile.text[instruction.start] === 'a' ? 'copy' : 'COPY',
                  },
                ],
              }
            : {}),
        });
      else
        findings.push({
          message: `ADD ${remote.test(what) ? 'fetches' : 'unpacks'} ${what}`,
          location,
          fix: remote.test(what)
            ? 'fetch it in a RUN that checks its checksum and deletes what is not needed'
            : 'COPY the archive and unpack it in a RUN, or copy its contents',
        });
    }
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
