import { findRegistryPlaceholder } from '../catalog/placeholders.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { workflowGuide } from '../model/check/sources.ts';
import { couldNotRead, judge, notApplicable, unknown } from '../model/check/verdicts.ts';
import { logsInToHubOnly } from './shared/hub-logins.ts';
import { spell } from './shared/pipelines/open-values.ts';
import { includedElsewhere, unreadPush } from './shared/unread-pipelines.ts';

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
      pipeline.steps.flatMap(({ pushes: named, file = pipeline.path }) =>
        named.map((push) => ({ ...push, file, path: pipeline.path })),
      ),
    );
    const [first] = pushes;
    if (first === undefined)
      return unreadPush(facts) ?? includedElsewhere(facts) ?? notApplicable('no pipeline pushes an image');
    const hubOnly = facts.pipelines.filter(logsInToHubOnly).map(({ path }) => path);
    const open = pushes.find(({ text, path }) => /^[^/]*[$%]/.test(text) && !hubOnly.includes(path));
    // What is pushed to Docker Hub as well is no fault: it is pulled from here.
    const pulled = new Set(
      pushes
        .filter(({ text }) => accepted.test(text) && describePush(text, false) === undefined)
        .map(({ text, path }) => `${path} ${nameOf(text)}`),
    );
    const findings = pushes.flatMap(({ text, path, file, line }): Finding[] => {
      const isCopy = pulled.has(`${path} ${nameOf(text)}`) && isOnHub(text);
      const problem = text === open?.text || isCopy ? undefined : describePush(text, hubOnly.includes(path));
      return problem === undefined ? [] : [{ ...problem, location: { file, line } }];
    });
    if (findings.length === 0 && open !== undefined)
      return unknown(`"${spell(open.text)}" is pushed, and which registry that is shows only when the pipeline runs`, {
        file: open.file,
        line: open.line,
      });
    const good = pushes.find(({ text }) => accepted.test(text)) ?? first;
    return judge(
      findings,
      { text: `the image is pushed as ${spell(good.text)}`, location: { file: good.file, line: good.line } },
      'file',
    );
  },
  good: [
    {
      title: 'GHCR',
      files: {
        '.github/workflows/container.yml':
          'env:\n  IMAGE: ghcr.io/lung-study/app\njobs:\n  image:\n    steps:\n      - run: docker push "$IMAGE:$TAG"\n',
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

/** Whether a name means Docker Hub: by its registry, or since it names none. */
function isOnHub(text: string): boolean {
  const [first = '', second] = text.split('/', 2);
  return second === undefined || first === 'docker.io' || first === 'index.docker.io' || /^[^.:$%]*$/.test(first);
}

/** The last part of an image's name, without its tag. */
function nameOf(text: string): string {
  return /^[^:@]*/.exec(text.slice(text.lastIndexOf('/') + 1))?.[0] ?? '';
}

/** What keeps ces-pull from what is pushed; nothing where it can be pulled. */
function describePush(text: string, hubOnly: boolean): Pick<Finding, 'message' | 'fix'> | undefined {
  const registry = text.split('/')[0] ?? '';
  const fix = 'push to ghcr.io/OWNER/NAME or git.ecdf.ed.ac.uk/GROUP/NAME';
  if (/[$%]/.test(registry))
    return hubOnly
      ? { message: 'the image is pushed to docker.io, the only registry that the pipeline logs in to', fix }
      : undefined;
  if (!accepted.test(text)) {
    const host = /[.:]/.test(registry) ? registry : 'docker.io';
    return { message: `the image is pushed to ${host}, from which ces-pull does not pull`, fix };
  }
  const placeholder = findRegistryPlaceholder(text);
  if (placeholder !== undefined)
    return {
      message: `the image is pushed to ${placeholder}, which stands for an answer that nobody gave, and belongs to a stranger`,
      fix: 'name your own: tre-container upgrade --set registry=ghcr.io/OWNER',
    };
  const [, name = ''] = /^([^:@%$]*)/.exec(text.slice(text.indexOf('/') + 1)) ?? [];
  return /[A-Z]/.test(name)
    ? {
        message: `"${spell(text)}" has capitals in its name, which no registry takes`,
        fix: `write ${name.toLowerCase()}`,
      }
    : undefined;
}
