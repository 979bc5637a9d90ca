import { defineRule, type Verdict } from '../model/check/rule.ts';
import type { PipelineFacts } from '../model/pipelines/pipeline-facts.ts';
import type { ProjectFacts } from '../model/sources/facts.ts';
import { testingGuide } from '../model/check/sources.ts';
import { combine, couldNotRead, fail, unknown } from '../model/check/verdicts.ts';
import { jobsAfter } from '../parse/pipelines/job-order.ts';
import { firstUnscanned, scannedBefore, scansImage } from './shared/pipelines/image-scans.ts';
import { judgeStart } from './shared/pipelines/looks-at.ts';
import { judgeDoubtfulScan, judgeScanBefore } from './shared/pipelines/doubtful-scans.ts';
import { judgeWithoutPush } from './shared/pipelines/without-push.ts';
import { lineOfPush, otherPushesOf, pushesImage } from '../parse/pipelines/pushes/other-pushes.ts';
import { runsUnnamed } from './shared/pipelines/open-values.ts';
import { passScan } from './shared/pipelines/proven.ts';
import { judgeUnnamedImages } from './shared/unnamed-images.ts';
import { includedElsewhere, unreadPipeline } from './shared/unread-pipelines.ts';

export default defineRule({
  kind: 'checked',
  id: 'workflow-scans-image-before-push',
  group: 'pipeline',
  severity: 'warning',
  force: 'may',
  summary: 'The pipeline scans the image, and only then pushes it',
  rationale:
    'Information Governance may ask for a scan of the image. A scan that comes after the push reports on an image that others may already have pulled. A scan in another workflow counts only where the push waits for it.',
  source: testingGuide('2. Scanning the container image using Trivy CI'),
  check: (facts) => {
    const { pipelines, files } = facts;
    const judged =
      (pipelines.length === 0 ? unreadPipeline({ files }) : undefined) ??
      combine(
        pipelines.map((pipeline) => judgePipeline(pipeline, facts)),
        'the project has no pipeline',
      );
    if (judged.verdict === 'notApplicable') return includedElsewhere(facts, true) ?? judged;
    return judged.verdict === 'pass' ? combine([judged, ...judgeUnnamedImages(facts, 'builds and scans')], '') : judged;
  },
  good: [
    {
      title: 'scan, then push',
      files: {
        '.github/workflows/container.yml':
          'on: push\njobs:\n  image:\n    steps:\n      - run: docker build -t ghcr.io/org/app:1 .\n      - run: trivy image ghcr.io/org/app:1\n      - run: docker push ghcr.io/org/app:1\n',
      },
    },
  ],
  bad: [
    {
      title: 'push, then scan',
      files: {
        '.github/workflows/container.yml':
          'jobs:\n  scan:\n    needs: image\n    steps:\n      - uses: aquasecurity/trivy-action@v0.36.0\n        with:\n          image-ref: ghcr.io/org/app:1\n  image:\n    steps:\n      - run: docker push ghcr.io/org/app:1\n',
      },
    },
    {
      title: 'no scan',
      files: {
        '.gitlab-ci.yml': 'publish:\n  script:\n    - docker build -t app .\n    - docker push ghcr.io/org/app:1\n',
      },
    },
  ],
});

const order = 'build, scan, and push in this order';

function judgePipeline(pipeline: PipelineFacts, facts: ProjectFacts): Verdict {
  const { path, steps, unread } = pipeline;
  if (unread !== undefined) return couldNotRead(path, unread.reason, unread.line);
  const push = steps.find(pushesImage);
  const scan = steps.find(scansImage);
  if (scan === undefined && push === undefined) return judgeWithoutPush(pipeline);
  const at = { file: scan?.file ?? path, line: scan?.line ?? 1 };
  if (push === undefined) return passScan('the image is scanned and not pushed', at, pipeline, facts);
  const early = firstUnscanned(pipeline);
  const before = scannedBefore(pipeline, facts.pipelines);
  const place = scan === undefined && before !== undefined ? { file: before.path, line: 1 } : at;
  if (early === undefined || before !== undefined)
    return (
      (early === undefined || before === undefined ? undefined : judgeScanBefore(pipeline, before)) ??
      judgeDoubtfulScan(pipeline) ??
      judgeStart(pipeline, facts) ??
      passScan('the image is scanned before it is pushed', place, pipeline, facts)
    );
  const location = { file: early.file ?? path, line: lineOfPush(early) };
  const elsewhere =
    scan === undefined ? (includedElsewhere({ pipelines: [pipeline] }) ?? runsUnnamed([pipeline], facts)) : undefined;
  if (elsewhere !== undefined) return elsewhere;
  const [unnamed] = early.pushes.length > 0 ? [] : otherPushesOf(early);
  if (unnamed !== undefined && unnamed.text === undefined)
    return unknown(
      `${unnamed.by} pushes what a file of its own names, and no scan comes before that`,
      location,
      'scan the image between the build and the push, or push it by its name',
    );
  if (scan === undefined)
    return fail({
      message: 'the image is not scanned',
      location,
      fix: 'add a step that runs trivy image between the build and the push',
    });
  const isBeside = scan.job !== early.job && !jobsAfter([early.job], pipeline.waits ?? new Map()).has(scan.job);
  const scannedAt = `${scan.file === undefined || scan.file === early.file ? '' : `${scan.file}, `}line ${String(scan.line)}`;
  return fail({
    message: isBeside
      ? `the job ${early.job} pushes the image and does not wait for the scan of the job ${scan.job} (${scannedAt})`
      : `the image is pushed before it is scanned (${scannedAt})`,
    location,
    fix: isBeside ? `let ${early.job} need ${scan.job}: ${order}` : order,
  });
}
