import { defineRule, type Finding } from '../model/check/rule.ts';
import { couldNotRead, judge, notApplicable } from '../model/check/verdicts.ts';

export default defineRule({
  kind: 'checked',
  id: 'workflow-actions-pinned',
  group: 'pipeline',
  severity: 'warning',
  force: 'should',
  summary: 'Actions are named by commit, and images of the pipeline by digest',
  rationale:
    'In 2025 and 2026 the version tags of widely used actions, of Trivy among them, were moved to code that stole secrets. Who had named a commit was not hit.',
  source: {
    document: 'GitHub documentation',
    heading: 'Using third-party actions',
    link: 'https://docs.github.com/en/actions/reference/security/secure-use#using-third-party-actions',
  },
  check: ({ pipelines }) => {
    const findings: Finding[] = [];
    let seen = 0;
    for (const { path, steps, unread } of pipelines) {
      if (unread !== undefined) return couldNotRead(path, unread.reason, unread.line);
      for (const { uses, images } of steps) {
        if (uses !== undefined && !uses.action.startsWith('./')) {
          seen += 1;
          if (!/^[0-9a-f]{40}$/.test(uses.ref))
            findings.push({
              message: `${uses.action}@${uses.ref} is named by a tag or branch, which can be moved`,
              location: { file: path, line: uses.line },
              fix: 'run tre-container pin, or write the 40-digit commit with the version in a comment',
            });
        }
        for (const { text, line } of images) {
          if (/[$%]/.test(text)) continue;
          seen += 1;
          // What the pipeline has built itself has no digest yet.
          if (!/@sha256:[0-9a-f]{64}$/.test(text) && !steps.some((step) => builds(step.commands, text)))
            findings.push({
              message: `the image ${text} is not pinned by digest`,
              location: { file: path, line },
              fix: 'run tre-container pin, or write the digest of the image',
            });
        }
      }
    }
    const [first] = pipelines;
    if (first === undefined) return notApplicable('the project has no pipeline of GitHub or GitLab');
    if (seen === 0) return notApplicable('the pipeline uses no action and no image');
    return judge(
      findings,
      { text: `${String(seen)} actions and images, all fixed`, location: { file: first.path } },
      'file',
    );
  },
  good: [
    {
      title: 'a commit',
      files: {
        '.github/workflows/container.yml':
          'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1\n',
      },
    },
  ],
  bad: [
    {
      title: 'a tag',
      files: { '.github/workflows/container.yml': 'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v7\n' },
    },
    {
      title: 'an image by its tag',
      files: { '.gitlab-ci.yml': 'scan:\n  image: ghcr.io/aquasecurity/trivy:latest\n  script: trivy config .\n' },
    },
  ],
});

function builds(
  commands: readonly { readonly program: string; readonly words: readonly string[] }[],
  image: string,
): boolean {
  return commands.some(
    ({ words }) => words.includes('build') && words.some((word) => word === image || word === `--tag=${image}`),
  );
}
