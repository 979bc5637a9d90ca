import { defineRule, type Finding } from '../../model/rule.ts';
import { buildGuide } from '../../model/sources.ts';
import { judge, notApplicable, onImages, unknown } from '../../model/verdicts.ts';

export default defineRule({
  kind: 'checked',
  id: 'base-image-not-latest',
  group: 'base',
  severity: 'warning',
  force: 'should',
  summary: 'Every FROM says which version it means',
  rationale: '`latest`, or no tag at all, names no version: a reader cannot tell what the image was built on, and a rebuild may bring another major version. A digest alone fixes the contents but tells a reader nothing; keep the tag beside it.',
  source: buildGuide('1.1'),
  check: onImages((_image, dockerfile) => {
    const findings: Finding[] = [];
    let outside = 0;
    for (const { from, line } of dockerfile.stages) {
      if (from.stage !== undefined || from.scratch) continue;
      const location = { file: dockerfile.path, line: from.editable?.line ?? line };
      const { image } = from;
      if (image === undefined) return unknown(`the image "${from.word.value}" ${from.error ?? 'is not known'}`, location);
      outside += 1;
      if (image.tag === 'latest') findings.push({ message: `"${image.text}" uses the tag latest`, location, fix: 'name the version, as in python:3.13.15-slim-trixie' });
      else if (image.tag === undefined && image.digest === undefined) findings.push({ message: `"${image.text}" has no tag, which means latest`, location, fix: 'name the version, as in python:3.13.15-slim-trixie' });
    }
    for (const { text, line, image, error } of dockerfile.copiedImages) {
      const location = { file: dockerfile.path, line };
      if (image === undefined) return unknown(`the image "${text}" ${error ?? 'is not known'}`, location);
      outside += 1;
      if (image.tag === 'latest' || (image.tag === undefined && image.digest === undefined)) findings.push({ message: `"${text}", which files are copied from, ${image.tag === undefined ? 'has no tag, which means latest' : 'uses the tag latest'}`, location, fix: 'name the version, as in ghcr.io/astral-sh/uv:0.9' });
    }
    if (outside === 0) return notApplicable('no image from outside is used');
    return judge(findings, { text: 'every image names its version or digest', location: { file: dockerfile.path, line: dockerfile.stages[0]?.line ?? 1 } });
  }),
  good: [{ title: 'a version', files: { Dockerfile: 'FROM docker.io/rocker/rstudio:4.5.3\n' } }],
  bad: [
    { title: 'latest', files: { Dockerfile: 'FROM docker.io/rocker/rstudio:latest\n' } },
    { title: 'latest, where files are copied from', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY --from=ghcr.io/astral-sh/uv:latest /uv /bin/\n' } },
    { title: 'no tag', files: { Dockerfile: 'FROM docker.io/library/python\n' } },
  ],
});
