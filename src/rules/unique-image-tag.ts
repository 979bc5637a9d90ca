import { defineRule } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { combine, couldNotRead, fail, notApplicable, pass, unknown } from '../model/check/verdicts.ts';
import { includedElsewhere } from './shared/unread-pipelines.ts';
import { either } from '../parse/pipelines/step-values.ts';

/** Tags that name whatever was pushed last. */
const moving = /^(?:latest|main|master|dev|stable|edge)$/;

export default defineRule({
  kind: 'checked',
  id: 'unique-image-tag',
  group: 'pipeline',
  severity: 'warning',
  force: 'should',
  summary: 'The image is pushed with a tag of its own, not only as latest',
  rationale:
    'What was approved must be told from what came after. A tag with version and commit names one build; latest names whatever was pushed last.',
  source: buildGuide('2.1'),
  check: (facts) => {
    const judged = combine(
      facts.pipelines.map(({ path, steps, unread }) => {
        if (unread !== undefined) return couldNotRead(path, unread.reason, unread.line);
        const pushes = steps.flatMap((step) => step.pushes);
        const [first] = pushes;
        if (first === undefined) return notApplicable(`${path} pushes no image`);
        const unique = pushes.find(({ text }) => !text.includes(either) && isUnique(text));
        const open = pushes.find(({ text }) => text.includes(either));
        if (unique === undefined && open !== undefined) {
          const tags = (/:([^/:]+)$/.exec(open.text)?.[1] ?? '').split(either);
          const shared = tags.find((tag) => moving.test(tag));
          return shared === undefined
            ? pass(`${tags.join(' or ')} is pushed`, { file: path, line: open.line })
            : unknown(
                `the tag is ${shared} in some runs of ${path} and another one in others: whether what is approved has a tag of its own, the files do not tell`,
                { file: path, line: open.line },
                'push a tag with version and commit as well, such as 1.2.0-3f2c1ab',
              );
        }
        if (unique === undefined)
          return fail({
            message: `only ${first.text} is pushed`,
            location: { file: path, line: first.line },
            fix: 'push a tag with version and commit as well, such as 1.2.0-3f2c1ab',
          });
        return pass(`${unique.text} is pushed`, { file: path, line: unique.line });
      }),
      'the project has no pipeline of GitHub or GitLab',
    );
    return judged.verdict === 'notApplicable' ? (includedElsewhere(facts) ?? judged) : judged;
  },
  good: [
    {
      title: 'version and commit',
      files: {
        '.github/workflows/container.yml':
          'jobs:\n  a:\n    steps:\n      - run: docker push "ghcr.io/org/app:$VERSION-$GITHUB_SHA"\n',
      },
    },
  ],
  bad: [
    {
      title: 'latest only',
      files: {
        '.github/workflows/container.yml':
          'jobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v7\n        with:\n          push: true\n          tags: ghcr.io/org/app:latest\n',
      },
    },
    { title: 'no tag', files: { '.gitlab-ci.yml': 'a:\n  script:\n    - docker push ghcr.io/org/app\n' } },
  ],
});

function isUnique(text: string): boolean {
  const tag = /:([^/:]+)$/.exec(text.split('@')[0] ?? '')?.[1];
  // A whole name in one variable holds its tag too.
  return tag === undefined ? /^[$%][^/]*$/.test(text) || /all-tags|-a\b/.test(text) : !moving.test(tag);
}
