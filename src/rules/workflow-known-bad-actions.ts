import { defineRule, type Finding, type Verdict } from '../model/check/rule.ts';
import { couldNotRead, judge, notApplicable, unknown } from '../model/check/verdicts.ts';
import { hijackedIn, openIn } from './shared/pipelines/hijacked.ts';
import { makesImage, spell, unsetIn } from './shared/pipelines/open-values.ts';
import { unreadPipeline } from './shared/unread-pipelines.ts';

const fix = 'take the newest release by its commit or digest, and change every secret that the pipeline could see';

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
  check: (facts) => {
    const findings = new Map<string, Finding>();
    let open: Verdict | undefined;
    let seen = 0;
    for (const pipeline of facts.pipelines) {
      const { path, steps, unread } = pipeline;
      if (unread !== undefined) return couldNotRead(path, unread.reason, unread.line);
      for (const step of steps) {
        seen += step.images.length + step.commands.length + (step.uses === undefined ? 0 : 1);
        for (const { message, line } of hijackedIn(step)) {
          const location = { file: step.file ?? path, line };
          findings.set(JSON.stringify([message, location]), { message, location, fix });
        }
        for (const { text, line } of open === undefined ? openIn(step) : [])
          if (unsetIn(text, pipeline, facts) !== undefined && !makesImage(pipeline, text))
            open = unknown(
              `which image or version ${spell(text)} is, no file says`,
              { file: step.file ?? path, line },
              'write the version into the pipeline, best with its digest',
            );
      }
    }
    if (seen === 0) return unreadPipeline(facts) ?? notApplicable('no pipeline runs anything');
    return findings.size === 0 && open !== undefined
      ? open
      : judge([...findings.values()], {
          text: 'no action and no scanner is at a hijacked version',
          location: { file: facts.pipelines[0]?.path ?? '' },
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
