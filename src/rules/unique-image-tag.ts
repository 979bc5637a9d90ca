import { isOfBranch, isShared, isUnique, moving, tagOf, withoutTag } from './shared/pipelines/own-tag.ts';
import { defineRule, type Verdict } from '../model/check/rule.ts';
import type { PipelineFacts } from '../model/pipelines/pipeline-facts.ts';
import type { ProjectFacts } from '../model/sources/facts.ts';
import { buildGuide } from '../model/check/sources.ts';
import { combine, couldNotRead, fail, notApplicable, pass, unknown } from '../model/check/verdicts.ts';
import { includedElsewhere, unreadPush } from './shared/unread-pipelines.ts';
import { replaceBetween } from '../shared/replace-between.ts';
import { asksForTag } from './shared/pipelines/asks-for-tag.ts';
import { sentBy } from './shared/pipelines/sent-images.ts';
import { spell, unsetIn } from './shared/pipelines/open-values.ts';
import { either } from '../parse/pipelines/step-values.ts';

export default defineRule({
  kind: 'checked',
  id: 'unique-image-tag',
  group: 'pipeline',
  severity: 'warning',
  force: 'should',
  summary: 'The image is pushed with a tag of its own, not only as latest',
  rationale:
    'What was approved must be told from what came after. A tag with version and commit names one build; latest names whatever was pushed last. Judged for each pipeline by all that it pushes; the tags of docker/metadata-action count as such.',
  source: buildGuide('2.1'),
  check: (facts) => {
    const judged = combine(
      facts.pipelines.map((pipeline) => judgePipeline(pipeline, facts)),
      'the project has no pipeline of GitHub or GitLab',
    );
    return judged.verdict === 'notApplicable'
      ? (includedElsewhere(facts, true) ?? unreadPush(facts) ?? judged)
      : judged;
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

const fix = 'push a tag with version and commit as well, such as 1.2.0-3f2c1ab';

function judgePipeline(pipeline: PipelineFacts, facts: ProjectFacts): Verdict {
  const { path, unread } = pipeline;
  if (unread !== undefined) return couldNotRead(path, unread.reason, unread.line);
  const { images, unnamed } = sentBy(pipeline);
  const pushes = images.map(({ text, file, line, gate }) => ({
    text,
    location: { file, line },
    isOfTag: pipeline.isOfTags === true || [...(gate?.job ?? []), ...(gate?.step ?? [])].some(asksForTag),
  }));
  const [first] = pushes;
  if (first === undefined) return unnamed ?? notApplicable(`${path} pushes no image`);
  const isNotSeen = ({ text, isOfTag }: (typeof pushes)[number]): boolean => {
    const tag = tagOf(text) ?? text;
    // Whatever a variable before the last slash holds, a tag would stand after it.
    if (endsInName.test(text)) return false;
    // Either of two values is none that the run itself is sure to give.
    const sure = replaceBetween(tag, ['{{', '}}'], (inner, written) => (/\|\||____/.test(inner) ? '' : written));
    if (ofRun.test(sure)) return false;
    if (ofRef.test(tag)) return !isOfTag;
    if (isOfBranch(tag, pipeline, facts)) return true;
    const unset = unsetIn(tag, pipeline, facts);
    if (unset === undefined) return /^[$%]\{\{[^}]*\}\}$/.test(text) && !withoutTag.test(text);
    // What somebody types behind words of the file is no tag that moves.
    const words = replaceBetween(tag, ['{{', '}}'], () => '').replaceAll(/[$%]\{?\w+/g, '');
    return !(unset.startsWith('inputs.') && /\w/.test(words));
  };
  const unique = pushes.find((push) => !push.text.includes(either) && isUnique(push.text) && !isNotSeen(push));
  const shared = unique === undefined ? undefined : pushes.find(({ text }) => isShared(text, pushes));
  if (shared !== undefined)
    return fail({ message: `of this name only ${spell(shared.text)} is pushed`, location: shared.location, fix });
  if (unique !== undefined) return pass(`${spell(unique.text)} is pushed`, unique.location);
  const open = pushes.find(({ text }) => text.includes(either));
  if (open !== undefined) {
    const tags = (tagOf(open.text) ?? '').split(either);
    const moved = tags.find((tag) => moving.test(tag));
    if (moved === undefined && !isNotSeen(open)) return pass(`${spell(tags.join(' or '))} is pushed`, open.location);
    if (moved !== undefined)
      return unknown(
        `the tag is ${moved} in some runs of ${path} and another one in others: whether what is approved has a tag of its own, the files do not tell`,
        open.location,
        fix,
      );
  }
  const hidden = pushes.find(isNotSeen);
  if (hidden !== undefined)
    return unknown(
      `whether ${spell(hidden.text)} has a tag of its own shows only when the pipeline runs`,
      hidden.location,
      fix,
    );
  if (unnamed !== undefined) return unnamed;
  return fail({ message: `only ${spell(first.text)} is pushed`, location: first.location, fix });
}

/** A name that ends in words of the file, without a tag. */
const endsInName = /\/[\w.-]+$/;
/** What the run itself gives: a commit, a number, the tag that was pushed. */
const ofRun =
  /(?:github\.(?:sha|run_(?:id|number))|GITHUB_(?:SHA|RUN_ID|RUN_NUMBER)|CI_(?:COMMIT_(?:SHORT_)?SHA|COMMIT_TAG|PIPELINE_I?ID|JOB_ID)|CIRCLE_(?:SHA1|TAG|BUILD_NUM)|github\.event\.release\.tag_name)(?![A-Za-z0-9])/;
/** The name of the branch in one run, and of the tag in another. */
const ofRef = /github\.ref(?:_name)?(?![A-Za-z0-9])|GITHUB_REF(?:_NAME)?(?![A-Za-z0-9_])|CI_COMMIT_REF_(?:SLUG|NAME)/;
