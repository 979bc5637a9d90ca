import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import { countOf } from '../shared/count-of.ts';

const unwanted: readonly (readonly [string, RegExp])[] = [
  ['.git', /(?:^|\/)\.git\//],
  ['.env', /(?:^|\/)\.env$/],
  ['a virtual environment', /(?:^|\/)(?:\.venv|venv|node_modules|renv\/library)\//],
];

export default defineRule({
  kind: 'checked',
  id: 'dockerignore-present',
  group: 'build',
  severity: 'warning',
  force: 'should',
  summary: 'A .dockerignore keeps what is not needed out of the build',
  rationale:
    'Without it every file beside the Dockerfile is sent to the builder, and a COPY of a folder puts it into the image: data, keys, the history of the repository. Where COPY and ADD take nothing from beside the Dockerfile, the rule does not apply: what is sent stays out of the image.',
  source: buildGuide('2.1'),
  check: onImages((image, dockerfile, facts) => {
    const copy = dockerfile.instructions.find(
      ({ keyword, flags, heredocs }) =>
        (keyword === 'COPY' || keyword === 'ADD') && flags['from'] === undefined && heredocs.length === 0,
    );
    if (copy === undefined) return notApplicable('nothing of the project is copied into the image');
    const { ignoreFile, sent } = dockerfile.context;
    const location = { file: dockerfile.path, line: copy.line };
    if (ignoreFile === undefined) {
      if (facts.incomplete !== undefined) return unknown(facts.incomplete);
      return judge(
        [
          {
            message: dockerfile.context.copied.some(({ path }) => /(?:^|\/)\.git\//.test(path))
              ? 'there is no .dockerignore, and COPY puts the history of the repository (.git) into the image'
              : 'there is no .dockerignore',
            location,
            fix: 'write a .dockerignore that begins with * and then lets in what the build needs, such as !src and !requirements.txt',
          },
        ],
        { text: '' },
      );
    }
    const findings: Finding[] = unwanted
      .filter(([, pattern]) => sent.some((path) => pattern.test(path)))
      .map(([name]) => ({
        message: `${ignoreFile} lets ${name} through`,
        location: { file: ignoreFile, line: 1 },
        fix: 'begin with * and let in only what the build needs',
      }));
    return judge(
      findings,
      {
        text: `${ignoreFile} lets ${countOf(sent.length, 'file')} into the build`,
        location: { file: ignoreFile, line: 1 },
      },
      'file',
    );
  }),
  good: [
    {
      title: 'an allow-list',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src /opt/app\n',
        '.dockerignore': '*\n!src\n',
        'src/main.py': '',
      },
    },
  ],
  bad: [
    { title: 'none', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /opt/app\n', 'main.py': '' } },
    {
      title: 'one that lets .git through',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY . /opt/app\n',
        '.dockerignore': '*.csv\n',
        '.git/HEAD': 'ref: refs/heads/main\n',
      },
    },
  ],
});
