import type { DockerfileFacts, Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Finding, type Location, type TextEdit } from '../model/check/rule.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages } from '../model/check/verdicts.ts';
import { countOf } from '../shared/count-of.ts';
import { leavesBehind } from './shared/cleanups.ts';
import { scriptsOf } from './shared/run-scripts.ts';

export default defineRule({
  kind: 'checked',
  id: 'package-lists-removed',
  group: 'image',
  severity: 'warning',
  force: 'should',
  summary: 'A RUN that installs packages deletes lists and caches itself',
  rationale:
    'Package lists and download caches are of no use in the TRE and can be hundreds of megabytes. They are gone from the image only if the layer that made them deletes them. Looked at are apt, dnf, yum, zypper, apk, conda, pip and uv.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile, { reach }) => {
    const findings: Finding[] = [];
    const installs: Location[] = [];
    const runs = image.instructions.filter(({ keyword }) => keyword === 'RUN');
    const programs = reach.get(dockerfile.path)?.programs ?? [];
    for (const { instruction, commands, file } of [
      ...runs.map((run) => ({ instruction: run, commands: run.commands, file: dockerfile.path })),
      ...runs.flatMap((run) => scriptsOf(run, programs, dockerfile.path)),
    ]) {
      const seen = new Set<string>();
      for (const command of commands) {
        const left = leavesBehind(command, instruction, image);
        if (left === undefined) continue;
        const location = { file, line: command.line };
        installs.push(location);
        if (left !== '' && !seen.has(command.program))
          findings.push({
            message: `${command.program} leaves its ${command.program.startsWith('apt') ? 'package lists' : 'cache'} in the layer`,
            location,
            fix: left,
            ...(file === dockerfile.path ? keepNoCache(instruction, command, dockerfile) : {}),
          });
        if (left !== '') seen.add(command.program);
      }
    }
    const [location] = installs;
    if (location === undefined)
      return notApplicable('no RUN calls a package manager that leaves lists or caches behind');
    return judge(
      findings,
      {
        text: `no list or cache is left by ${countOf(installs.length, 'installing command')}`,
        location,
      },
      'file',
    );
  }),
  good: [
    {
      title: 'apt-get',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*\n',
      },
    },
    {
      title: 'pip with a variable',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nENV PIP_NO_CACHE_DIR=1\nRUN pip install pandas==3.0.6\n',
      },
    },
  ],
  bad: [
    {
      title: 'lists',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN apt-get update && apt-get install -y git\n' },
    },
    {
      title: 'lists that nothing is installed from',
      files: { Dockerfile: 'FROM docker.io/rocker/r-ver:4.5.3\nRUN apt-get update\nRUN Rscript -e "1"\n' },
    },
    {
      title: 'the cache of pip',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN pip install pandas==3.0.6\n' },
    },
  ],
});

/** Where the RUN has one `pip install`, its option is put behind it. */
function keepNoCache(
  { commands, start, end }: Instruction,
  { program, words }: ShellCommand,
  { path, text }: DockerfileFacts,
): { readonly edits?: readonly TextEdit[] } {
  const isOne = commands.filter((each) => each.program === 'pip').length === 1;
  const [found, ...others] = [...text.slice(start, end).matchAll(/\bpip3?[ \t]+install(?=[ \t])/g)];
  if (program !== 'pip' || !isOne || words[1] !== 'install' || found === undefined || others.length > 0) return {};
  const at = start + found.index + found[0].length;
  return { edits: [{ file: path, start: at, end: at, text: ' --no-cache-dir' }] };
}
