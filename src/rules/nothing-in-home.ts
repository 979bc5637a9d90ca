import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import type { DockerfileFacts } from '../model/dockerfile/dockerfile-facts.ts';
import type { ReachedProgram } from '../model/programs/reach.ts';
import type { ProjectFacts } from '../model/sources/facts.ts';
import { joinUnknown, onImages } from '../model/check/verdicts.ts';
import { findCachedAtBuild } from './shared/atlas/cached-at-build.ts';
import { isAskedForHelp } from './shared/atlas/asked-for-help.ts';
import { findHomeAtBuild } from './shared/users/home-at-build.ts';
import { findHome } from './shared/reach/home.ts';
import { findHomeOfRoot, judgeOpenHome } from './shared/users/home.ts';
import { judgeReached } from './shared/reach/judge-reached.ts';

/** Outside of every function. */
const isOutside = ({ function: within = '' }: { readonly function?: string }): boolean => within === '';

/** What of a program runs: where it is only asked for its help, nothing of its functions. */
function asRun(reached: ReachedProgram, dockerfile: DockerfileFacts, { byPath }: ProjectFacts): ReachedProgram {
  if (!isAskedForHelp(reached, dockerfile, byPath)) return reached;
  const { program } = reached;
  return {
    ...reached,
    program: { ...program, calls: program.calls.filter(isOutside), commands: program.commands.filter(isOutside) },
  };
}

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'nothing-in-home',
  group: 'identity',
  severity: 'warning',
  force: 'should',
  summary: 'Nothing that the program needs lies in a home directory',
  rationale:
    'Apptainer mounts the home directory of the caller over that of the image, and the GPU cluster runs as a user who may not look into /root. Models in ~/.cache and packages of pip install --user vanish there.',
  source: testingGuide('Test the container for TRE use'),
  check: onImages((image, dockerfile, facts) => {
    const findings: Finding[] = [
      ...findHomeOfRoot(image, dockerfile.path),
      ...findHomeAtBuild(image, dockerfile, facts.reach.get(dockerfile.path), facts.byPath),
    ];
    const said = new Set(findings.map(({ location }) => `${location?.file ?? ''}:${String(location?.line ?? 1)}`));
    const built = facts.reach.get(dockerfile.path)?.programs.filter(({ class: kind }) => kind === 'built') ?? [];
    const lines = new Set(image.instructions.map(({ line }) => line));
    for (const reached of built.filter(({ way: [first] }) => lines.has(first?.location.line ?? 0))) {
      for (const { message, line, fix } of findHome(asRun(reached, dockerfile, facts))) {
        const location = { file: reached.program.path, line };
        if (!said.has(`${location.file}:${String(line)}`))
          findings.push({ message, location, ...(fix === undefined ? {} : { fix }) });
      }
    }
    for (const finding of findCachedAtBuild(dockerfile, facts, lines))
      if (!said.has(`${finding.location?.file ?? ''}:${String(finding.location?.line ?? 1)}`)) findings.push(finding);
    const judged = judgeReached(image, dockerfile, facts, {
      sought: 'use of a home directory',
      ofImage: true,
      further: findings,
      find: findHome,
    });
    // What fails stays, whatever is unknown beside it.
    return judged.verdict === 'fail' || judged.verdict === 'several'
      ? judged
      : (joinUnknown([judgeOpenHome(image, dockerfile.path), judged]) ?? judged);
  }),
  good: [
    {
      title: 'under /opt',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nWORKDIR /opt/app\nCOPY main.py ./\nRUN pip install --no-cache-dir pandas==3.0.6\n',
      },
    },
  ],
  bad: [
    {
      title: 'pip install --user',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install --user pandas\n' },
    },
    {
      title: 'a model in the cache of root',
      files: {
        Dockerfile: `FROM docker.io/library/python:3.13\nRUN python -c "from transformers import AutoModel; AutoModel.from_pretrained('google-bert/bert-base-uncased')"\n`,
      },
    },
    {
      title: 'a script that works there',
      files: {
        Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nCOPY run.sh /opt/\nCMD ["/opt/run.sh"]\n',
        'run.sh': 'cd /root/src\nRscript main.R\n',
      },
    },
    {
      title: 'COPY to a home directory',
      files: { Dockerfile: 'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCOPY notebooks /home/jovyan/work\n' },
    },
  ],
});
