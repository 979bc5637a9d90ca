import { defineRule, type Finding, type Location, type Verdict } from '../model/check/rule.ts';
import { couldNotRead, judge, notApplicable, pass, unknown } from '../model/check/verdicts.ts';
import type { PipelineFacts, PipelineStep } from '../model/pipelines/pipeline-facts.ts';
import { findFetched } from './shared/pipelines/fetched-programs.ts';
import { isOpen, makesImage, spell, unsetIn } from './shared/pipelines/open-values.ts';
import { pinCommand } from './shared/pipelines/pin-command.ts';
import { unreadPipeline } from './shared/unread-pipelines.ts';

const digest = 'write the name of the image with its digest into the pipeline';

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
  check: (facts) => {
    const findings = new Map<string, Finding>();
    const open: Verdict[] = [];
    let seen = 0;
    const add = (message: string, location: Location, fix: string): void => {
      // An action of the repository may be used more than once.
      findings.set(JSON.stringify([message, location]), { message, location, fix });
    };
    for (const pipeline of facts.pipelines) {
      const { path, steps, unread } = pipeline;
      if (unread !== undefined) return couldNotRead(path, unread.reason, unread.line);
      for (const { uses, images, file = path } of steps) {
        if (uses !== undefined) {
          seen += 1;
          const moving = movingIn(uses, pipeline.system, pinCommand(file, facts.home));
          if (moving !== undefined) add(moving.message, { file, line: uses.line }, moving.fix);
        }
        for (const { text, line } of images) {
          const isPinned = /@sha256:[0-9a-f]{64}$/.test(text);
          // What the pipeline has built itself has no digest yet.
          if (!isPinned && makesImage(pipeline, text)) continue;
          const isFromRun = isOpen(text) && !text.includes('%{{') && unsetIn(text, pipeline, facts) === undefined;
          if (!isPinned && isFromRun) continue;
          seen += 1;
          if (!isPinned && isOpen(text))
            open.push(unknown(`whether ${spell(text)} is named by its digest, no file says`, { file, line }, digest));
          else if (!isPinned)
            add(`the image ${text} is not pinned by digest`, { file, line }, pinImage(pipeline, file, facts.home));
        }
      }
    }
    const [first] = facts.pipelines;
    if (seen === 0)
      return (
        unreadPipeline(facts) ??
        notApplicable(
          first === undefined
            ? 'the project has no pipeline of GitHub or GitLab'
            : 'the pipeline uses no action and no image',
        )
      );
    const fetched = findFetched(facts.pipelines);
    const evidence = { text: `${String(seen)} actions and images, all fixed`, location: { file: first?.path ?? '' } };
    if (findings.size === 0 && open[0] !== undefined) return open[0];
    if (findings.size === 0 && fetched !== undefined)
      return pass(`${evidence.text}; ${fetched.text}`, fetched.location, 'none-found');
    return judge([...findings.values()], evidence, 'file');
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

function pinImage({ system }: PipelineFacts, file: string, home: string | undefined): string {
  return system === 'circleci' ? digest : `${pinCommand(file, home)}, or write the digest of the image`;
}

/** What is wrong with the version of an action or of an orb; a whole version of an orb cannot be moved. */
function movingIn(
  { action, ref }: NonNullable<PipelineStep['uses']>,
  system: PipelineFacts['system'],
  pin: string,
): { readonly message: string; readonly fix: string } | undefined {
  if (system === 'circleci')
    return /^\d+\.\d+\.\d+$/.test(ref)
      ? undefined
      : {
          message: `the orb ${action}@${ref} is named by a part of a version, which can be moved`,
          fix: 'write the whole version of the orb, such as 2.1.4',
        };
  return /^[0-9a-f]{40}$/.test(ref)
    ? undefined
    : {
        message: `${action}@${ref} is named by a tag or branch, which can be moved`,
        fix: `${pin}, or write the 40-digit commit with the version in a comment`,
      };
}
