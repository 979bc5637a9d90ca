import { defineRule, type Finding } from '../model/check/rule.ts';
import { couldNotRead, judge, notApplicable } from '../model/check/verdicts.ts';

const trivyActionTag = /^v?0\.(?:[0-9]|[12]\d|3[0-4])\.\d+$/;

/** References that named hostile code at some time: action, reference, incident. */
const bad: readonly (readonly [RegExp, RegExp, string])[] = [
  [
    /^tj-actions\/changed-files$/,
    /^(?:v?(?:[1-9]|[1-3]\d|4[0-4])(?:\.\d+)*|v?45(?:\.0(?:\.[0-7])?)?|0e58ed8[0-9a-f]*)$/,
    'CVE-2025-30066',
  ],
  [/^reviewdog\/action-setup$/, /^v1$/, 'CVE-2025-30154'],
  [/^aquasecurity\/trivy-action$/, trivyActionTag, 'CVE-2026-33634'],
  [/^aquasecurity\/setup-trivy$/, /^v?0\.(?:[01](?:\.\d+)?|2(?:\.[0-5])?)$/, 'CVE-2026-33634'],
];
const badTrivy = /^v?0\.69\.[456]$/;

export default defineRule({
  kind: 'checked',
  id: 'workflow-known-bad-actions',
  group: 'pipeline',
  severity: 'error',
  force: 'must',
  summary: 'No action or scanner is at a version that was hijacked',
  rationale:
    'The tags of tj-actions/changed-files (March 2025) and of Trivy and its actions (March 2026) named code that stole secrets. A pipeline that still names one of them may have run it: change its secrets.',
  source: {
    document: 'GitHub Advisory Database',
    heading: 'CVE-2026-33634, CVE-2025-30066, CVE-2025-30154',
    link: 'https://github.com/advisories/GHSA-69fq-xp46-6x23',
  },
  check: ({ pipelines }) => {
    const findings: Finding[] = [];
    let seen = 0;
    for (const { path, steps, unread } of pipelines) {
      if (unread !== undefined) return couldNotRead(path, unread.reason, unread.line);
      for (const { uses, inputs, images, commands } of steps) {
        const fix =
          'take the newest release by its commit or digest, and change every secret that the pipeline could see';
        seen += images.length + commands.length + (uses === undefined ? 0 : 1);
        const incident =
          uses === undefined
            ? undefined
            : bad.find(([action, ref]) => action.test(uses.action) && ref.test(uses.ref))?.[2];
        if (uses !== undefined && incident !== undefined)
          findings.push({
            message: `${uses.action}@${uses.ref} was moved to hostile code (${incident})`,
            location: { file: path, line: uses.line },
            fix,
          });
        if (uses?.action.startsWith('aquasecurity/') === true && badTrivy.test(inputs['version'] ?? ''))
          findings.push({
            message: `Trivy ${inputs['version'] ?? ''} was hostile (CVE-2026-33634)`,
            location: { file: path, line: uses.line },
            fix,
          });
        for (const { text, line: at } of images)
          if (/(?:^|\/)trivy:v?0\.69\.[456]\b/.test(text))
            findings.push({ message: `${text} was hostile (CVE-2026-33634)`, location: { file: path, line: at }, fix });
        for (const command of commands)
          if (
            /^(?:curl|wget|go|pip)$/.test(command.program) &&
            command.words.some((word) => /trivy(?:(?!trivy).)*0\.69\.[456]\b/.test(word))
          )
            findings.push({
              message: 'downloads a Trivy that was hostile (CVE-2026-33634)',
              location: { file: path, line: command.line },
              fix,
            });
      }
    }
    if (seen === 0) return notApplicable('no pipeline runs anything');
    return judge(findings, {
      text: 'no action and no scanner is at a hijacked version',
      location: { file: pipelines[0]?.path ?? '' },
    });
  },
  good: [
    {
      title: 'a version from after the incident',
      files: {
        '.github/workflows/container.yml':
          'jobs:\n  a:\n    steps:\n      - uses: aquasecurity/trivy-action@ed142fd0673e97e23eac54620cfb913e5ce36c25 # v0.36.0\n',
      },
    },
  ],
  bad: [
    {
      title: 'trivy-action',
      files: {
        '.github/workflows/container.yml': 'jobs:\n  a:\n    steps:\n      - uses: aquasecurity/trivy-action@0.28.0\n',
      },
    },
    {
      title: 'changed-files',
      files: {
        '.github/workflows/container.yml': 'jobs:\n  a:\n    steps:\n      - uses: tj-actions/changed-files@v44\n',
      },
    },
    {
      title: 'the image of Trivy',
      files: { '.gitlab-ci.yml': 'scan:\n  image: docker.io/aquasec/trivy:0.69.4\n  script: trivy image x\n' },
    },
  ],
});
