import { defineRule } from '../model/check/rule.ts';
import type { PipelineStep } from '../model/pipelines/pipeline-facts.ts';
import { testingGuide } from '../model/check/sources.ts';
import { combine, couldNotRead, fail, notApplicable, pass, unknown } from '../model/check/verdicts.ts';
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
    'Information Governance may ask for a scan of the image. A scan that comes after the push reports on an image that others may already have pulled.',
  source: testingGuide('2. Scanning the container image using Trivy CI'),
  check: (facts) => {
    const { pipelines, files } = facts;
    const judged =
      (pipelines.length === 0 ? unreadPipeline({ files }) : undefined) ??
      combine(
        pipelines.map(({ path, steps, unread }) => {
          if (unread !== undefined) return couldNotRead(path, unread.reason, unread.line);
          const push = steps.findIndex((step) => step.pushes.length > 0);
          const scan = steps.findIndex(scansImage);
          const builds = steps.some(
            ({ commands, uses }) =>
              uses?.action === 'docker/build-push-action' ||
              commands.some(
                ({ program, words }) =>
                  /^(?:docker|podman|buildah|kaniko|executor)$/.test(program) && words.includes('build'),
              ),
          );
          if (push < 0 && scan < 0 && builds && steps.some(logsIn))
            return unknown(`${path} builds an image and logs in to a registry, and no step says what it pushes`, {
              file: path,
            });
          if (push < 0 && scan < 0)
            return notApplicable(
              builds ? `${path} builds an image and pushes none` : `${path} builds and pushes no image`,
            );
          const location = { file: path, line: steps[push]?.pushes[0]?.line ?? steps[push]?.line ?? 1 };
          if (scan < 0)
            return fail({
              message: 'the image is not scanned',
              location,
              fix: 'add a step that runs trivy image between the build and the push',
            });
          if (push >= 0 && scan > push)
            return fail({
              message: `the image is pushed before it is scanned at line ${String(steps[scan]?.line ?? 1)}`,
              location,
              fix: 'build, scan, and push in this order',
            });
          return pass(push < 0 ? 'the image is scanned and not pushed' : 'the image is scanned before it is pushed', {
            file: path,
            line: steps[scan]?.line ?? 1,
          });
        }),
        'the project has no pipeline',
      );
    if (judged.verdict === 'notApplicable') return includedElsewhere(facts) ?? judged;
    return judged.verdict === 'pass' ? combine([judged, ...judgeUnnamedImages(facts, 'builds and scans')], '') : judged;
  },
  good: [
    {
      title: 'scan, then push',
      files: {
        '.github/workflows/container.yml':
          'jobs:\n  image:\n    steps:\n      - run: docker build -t ghcr.io/org/app:1 .\n      - run: trivy image ghcr.io/org/app:1\n      - run: docker push ghcr.io/org/app:1\n',
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

/** Whoever logs in to a registry means to push, or to pull what nobody else may. */
function logsIn({ uses, commands }: PipelineStep): boolean {
  return (
    uses?.action === 'docker/login-action' ||
    commands.some(({ program, words }) => /^(?:docker|podman|buildah)$/.test(program) && words[1] === 'login')
  );
}

function scansImage({ uses, inputs, commands }: PipelineStep): boolean {
  if (/(?:^|\/)trivy-action$/.test(uses?.action ?? ''))
    return inputs['image-ref'] !== undefined || inputs['scan-type'] === undefined || inputs['scan-type'] === 'image';
  if (/(?:anchore\/scan-action|snyk\/actions\/docker|docker\/scout-action)$/.test(uses?.action ?? '')) return true;
  return commands.some(({ program, words }) => {
    if (words.some((word) => /^(?:-h|--help|--version|--download-(?:java-)?db-only)$/.test(word))) return false;
    const isTrivy = program === 'trivy' || words.some((word) => /\/trivy(?::|@|$)/.test(word));
    return (
      (isTrivy && (words.includes('image') || words.includes('i'))) ||
      program === 'grype' ||
      (program === 'docker' && words[1] === 'scout') ||
      (program === 'snyk' && words[1] === 'container')
    );
  });
}
