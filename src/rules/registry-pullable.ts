import { defineRule, type Finding } from '../model/check/rule.ts';
import { workflowGuide } from '../model/check/sources.ts';
import { couldNotRead, judge, notApplicable, unknown, withOpen } from '../model/check/verdicts.ts';
import { logsInToHubOnly } from './shared/hub-logins.ts';
import { findOtherJobs, findOtherPulled, pullable as accepted } from './shared/pipelines/pulled-name.ts';
import { describePush, isOfJob, isOnHub, lastPart } from './shared/pipelines/pushed-name.ts';
import { sentBy } from './shared/pipelines/sent-images.ts';
import { spell } from './shared/pipelines/open-values.ts';
import { includedElsewhere, unreadPush } from './shared/unread-pipelines.ts';

export default defineRule({
  kind: 'checked',
  id: 'registry-pullable',
  group: 'pipeline',
  severity: 'error',
  force: 'must',
  summary: 'The pipeline pushes the image to a registry that ces-pull accepts',
  rationale:
    'Inside the TRE, ces-pull gets images from ghcr.io and from git.ecdf.ed.ac.uk and from nowhere else. An image on Docker Hub or Quay cannot be fetched there. Judged are pipelines; a script that somebody runs by hand is none.',
  source: workflowGuide('3.1 Pull container'),
  check: (facts) => {
    const broken = facts.pipelines.find((pipeline) => pipeline.unread !== undefined);
    if (broken !== undefined) return couldNotRead(broken.path, broken.unread?.reason ?? '', broken.unread?.line);
    const sent = facts.pipelines.map((pipeline) => ({ path: pipeline.path, ...sentBy(pipeline) }));
    const pushes = withoutLocal(sent.flatMap(({ path, images }) => images.map((image) => ({ ...image, path }))));
    const unnamed = sent.find((each) => each.unnamed !== undefined)?.unnamed;
    const [first] = pushes;
    const names = pushes.map(({ text }) => text);
    const others = [...findOtherPulled(facts, names), ...findOtherJobs(facts, names)];
    if (first === undefined && others.length === 0)
      return (
        unnamed ?? unreadPush(facts) ?? includedElsewhere(facts, true) ?? notApplicable('no pipeline pushes an image')
      );
    const hubOnly = facts.pipelines.filter(logsInToHubOnly).map(({ path }) => path);
    const open = pushes.find(({ text, path }) => /^[^/]*[$%]/.test(text) && !hubOnly.includes(path));
    // What is pushed to Docker Hub as well is no fault: it is pulled from here.
    const pulled = new Set(
      pushes
        .filter(({ text }) => accepted.test(text) && describePush(text, false) === undefined)
        .map(({ text, path }) => `${path} ${lastPart(text)}`),
    );
    const findings = [
      ...pushes.flatMap(({ text, path, file, line }): Finding[] => {
        const isCopy = pulled.has(`${path} ${lastPart(text)}`) && isOnHub(text);
        const problem = text === open?.text || isCopy ? undefined : describePush(text, hubOnly.includes(path));
        return problem === undefined ? [] : [{ ...problem, location: { file, line } }];
      }),
      ...others,
    ];
    const doubt =
      open === undefined
        ? unnamed
        : unknown(`"${spell(open.text)}" is pushed, and which registry that is shows only when the pipeline runs`, {
            file: open.file,
            line: open.line,
          });
    const good = pushes.find(({ text }) => accepted.test(text)) ?? pushes[0];
    const judged = judge(
      findings,
      good === undefined
        ? { text: '' }
        : { text: `the image is pushed as ${spell(good.text)}`, location: { file: good.file, line: good.line } },
      'file',
    );
    return withOpen(judged, doubt);
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
    {
      title: 'another name in the TRE than the pipeline pushes',
      files: {
        '.gitlab-ci.yml': 'publish:\n  script:\n    - docker push ghcr.io/lung-study/app:1.0\n',
        'ces/run.sh': 'image=ghcr.io/other-study/app\n',
      },
    },
  ],
});

/** A registry that runs in the job only hands the image on within it, where others are pushed to as well. */
function withoutLocal<T extends { readonly text: string }>(pushes: readonly T[]): readonly T[] {
  const isPulled = pushes.some(({ text }) => accepted.test(text));
  return isPulled ? pushes.filter(({ text }) => !isOfJob(text)) : pushes;
}
