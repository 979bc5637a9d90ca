import { defineRule, type Verdict } from '../model/check/rule.ts';
import type { DockerfileFacts, FinalImage } from '../model/dockerfile/dockerfile-facts.ts';
import type { ProjectFacts } from '../model/sources/facts.ts';
import { testingGuide } from '../model/check/sources.ts';
import { fail, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import { judgeArguments } from './shared/adopted/lacking-arguments.ts';
import { describeOpen, describeUse, usesIn, usesOf } from './shared/atlas/uses-of.ts';
import type { Effect } from '../model/atlas/atlas-entry.ts';
import { findBuiltUpon } from './shared/image/base-of-another.ts';
import { isUnknownBase, judgeIdleStart } from './shared/reach/idle-starts.ts';
import { judgeReached } from './shared/reach/judge-reached.ts';
import {
  adviseStart,
  findNamedAtRun,
  findPossibleQuestion,
  findPrompt,
  findQuestions,
  findWaiting,
} from './shared/reach/questions.ts';

const questions: ReadonlySet<Effect> = new Set<Effect>(['asks']);

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'starts-without-interaction',
  group: 'start',
  severity: 'error',
  force: 'must',
  summary: 'A batch image starts its program by itself and asks nobody',
  rationale:
    'A batch job has no terminal in the TRE. An image that starts a shell or a prompt ends at once or waits until it is stopped, and a program that was adopted ends at once without the arguments that it requires. Where nothing of the project is started, its programs are looked at as if somebody started them.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    const starts = image.entrypoint !== undefined || image.cmd !== undefined || image.known?.server !== undefined;
    if (image.kind === 'interactive' && (starts || image.base?.kind === 'interactive'))
      return notApplicable(`the image is interactive: ${image.kindReason}`);
    const reach = facts.reach.get(dockerfile.path);
    const isBare = image.entrypoint === undefined && image.cmd === undefined;
    const none = isBare ? judgeNoStart(image, dockerfile, facts) : undefined;
    if (none !== undefined) return none;
    const idle = judgeIdleStart(image, dockerfile, reach, adviseStart(image, reach));
    if (idle !== undefined) return idle;
    const lacking = judgeArguments(facts, dockerfile.path);
    if (lacking !== undefined) return lacking;
    const given = [image.entrypoint, image.cmd]
      .flatMap((start) => start?.words ?? [])
      .flatMap(({ value }) => value.split(/\s+/));
    const verdict = judgeReached(image, dockerfile, facts, {
      sought: 'question to a person',
      find: (reached) => [
        ...findWaiting(reached, facts, adviseStart(image, reach)),
        ...findQuestions(reached, reach),
        ...usesIn(usesOf(dockerfile, facts), reached, 'yes', questions).map(describeUse),
      ],
      open: (reached) => [
        ...[findNamedAtRun(reached, facts), findPossibleQuestion(reached, reach), findPrompt(reached, given)].filter(
          (each) => each !== undefined,
        ),
        ...usesIn(usesOf(dockerfile, facts), reached, 'unknown', questions).map(describeOpen),
      ],
      ignores: ({ isInstalled, way }) => isInstalled === true && way.length > 1,
    });
    return verdict.verdict === 'notApplicable'
      ? unknown(`what ${image.from.word.value} starts was not read, and the image holds no program of the project`)
      : verdict;
  }),
  good: [
    {
      title: 'a program',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\nENTRYPOINT ["python", "/opt/app/main.py"]\n',
        'main.py': 'print(1)\n',
      },
    },
    {
      title: 'ENTRYPOINT and CMD together',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\nENTRYPOINT ["python"]\nCMD ["/opt/app/main.py"]\n',
        'main.py': 'print(1)\n',
      },
    },
  ],
  bad: [
    { title: 'nothing to start', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\n' } },
    { title: 'a shell', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD ["/bin/bash"]\n' } },
    {
      title: 'a container that is only kept open',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD ["tail", "-f", "/dev/null"]\n' },
    },
    {
      title: 'a question',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/\nCMD ["python", "/opt/main.py"]\n',
        'main.py': 'name = input("Your name? ")\n',
      },
    },
  ],
});

function judgeNoStart(image: FinalImage, dockerfile: DockerfileFacts, facts: ProjectFacts): Verdict | undefined {
  const location = { file: dockerfile.path, line: image.stage.line };
  if (isUnknownBase(image))
    return unknown(
      'there is no ENTRYPOINT and no CMD; what the base image starts cannot be seen here',
      location,
      'name the program that starts: ENTRYPOINT ["python", "/app/main.py"], or as yours is called',
    );
  const upon = findBuiltUpon(dockerfile, facts);
  if (upon !== undefined) return notApplicable(`${upon} starts from this image, which nobody starts by itself`);
  if (image.known?.kind === 'application') return undefined;
  return fail({
    message: 'there is no ENTRYPOINT and no CMD, so the container starts no program of the project',
    location,
    fix: adviseStart(image, facts.reach.get(dockerfile.path)),
  });
}
