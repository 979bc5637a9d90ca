import { defineRule, type Finding } from '../model/check/rule.ts';
import { judge, onImages } from '../model/check/verdicts.ts';
import { countOf } from '../shared/count-of.ts';

export default defineRule({
  kind: 'checked',
  id: 'no-maintainer',
  group: 'build',
  severity: 'note',
  force: 'may',
  summary: 'Who answers for the image stands in a label, not in MAINTAINER',
  rationale:
    'MAINTAINER is deprecated: tools that read labels do not see it. Trivy shows it to governance as HIGH (DS-0022).',
  source: {
    document: 'Dockerfile reference',
    heading: 'MAINTAINER (deprecated)',
    link: 'https://docs.docker.com/reference/dockerfile/#maintainer-deprecated',
  },
  check: onImages((image, dockerfile) => {
    const findings = dockerfile.instructions
      .filter(({ keyword, onbuild }) => keyword === 'MAINTAINER' && !onbuild)
      .map(({ start, end, line, text }): Finding => {
        const label = `LABEL org.opencontainers.image.authors=${JSON.stringify(text.replaceAll(/^["']|["']$/g, ''))}`;
        return {
          message: 'MAINTAINER is deprecated',
          location: { file: dockerfile.path, line },
          fix: `write ${label}`,
          // A variable or an escape would mean something else in a label.
          ...(/[$\\\n"]/.test(text) ? {} : { edits: [{ file: dockerfile.path, start, end, text: label }] }),
        };
      });
    return judge(
      findings,
      {
        text: `${countOf(dockerfile.instructions.length, 'instruction')}, none is MAINTAINER`,
        location: { file: dockerfile.path, line: image.stage.line },
      },
      'file',
    );
  }),
  good: [
    {
      title: 'a label',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nLABEL org.opencontainers.image.authors="Ada Lovelace <ada@example.org>"\n',
      },
    },
  ],
  bad: [
    {
      title: 'the old instruction',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nMAINTAINER Ada Lovelace <ada@example.org>\n' },
    },
  ],
});
