import { defineRule, type Finding } from '../model/check/rule.ts';
import { workflowGuide } from '../model/check/sources.ts';
import { couldNotRead, judge, notApplicable, unknown } from '../model/check/verdicts.ts';

// GitLab's registry answers on port 5050; the name that is given to ces-pull has no port.
const accepted = /^(?:ghcr\.io|git\.ecdf\.ed\.ac\.uk(?::5050)?)\//;

export default defineRule({
  kind: 'checked',
  id: 'registry-pullable',
  group: 'pipeline',
  severity: 'error',
  force: 'must',
  summary: 'The pipeline pushes the image to a registry that ces-pull accepts',
  rationale:
    'Inside the TRE, ces-pull gets images from ghcr.io and from git.ecdf.ed.ac.uk and from nowhere else. An image on Docker Hub or Quay cannot be fetched there.',
  source: workflowGuide('3.1 Pull container'),
  check: (facts) => {
    const broken = facts.pipelines.find((pipeline) => pipeline.unread !== undefined);
    if (broken !== undefined) return couldNotRead(broken.path, broken.unread?.reason ?? '', broken.unread?.line);
    const pushes = facts.pipelines.flatMap((pipeline) =>
      pipeline.steps.flatMap((step) => step.pushes.map((push) => ({ ...push, file: pipeline.path }))),
    );
    const [first] = pushes;
    if (first === undefined) return notApplicable('no pipeline pushes an image');
    const findings: Finding[] = [];
    for (const { text, file, line } of pushes) {
      const registry = text.split('/')[0] ?? '';
      if (/[$%]/.test(registry))
        return unknown(`"${text}" is pushed, and which registry that is shows only when the pipeline runs`, {
          file,
          line,
        });
      if (!accepted.test(text))
        findings.push({
          message: `the image is pushed to ${/[.:]/.test(registry) ? registry : 'docker.io'}, from which ces-pull does not pull`,
          location: { file, line },
          fix: 'push to ghcr.io/OWNER/NAME or git.ecdf.ed.ac.uk/GROUP/NAME',
        });
    }
    return judge(
      findings,
      {
        text: `the image is pushed as ${first.text}`,
        location: { file: first.file, line: first.line },
      },
      'file',
    );
  },
  good: [
    {
      title: 'GHCR',
      files: {
        '.github/workflows/container.yml':
          'env:\n  IMAGE: ghcr.io/my-org/app\njobs:\n  image:\n    steps:\n      - run: docker push "$IMAGE:$TAG"\n',
      },
    },
    {
      title: "the university's GitLab",
      files: { '.gitlab-ci.yml': 'publish:\n  script:\n    - docker push git.ecdf.ed.ac.uk:5050/group/app:1.0\n' },
    },
  ],
  bad: [
    {
      title: 'Docker Hub',
      files: {
        '.github/workflows/container.yml':
          'jobs:\n  image:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          tags: my-org/app:1.0\n',
      },
    },
  ],
});
