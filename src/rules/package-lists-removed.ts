import type { FinalImage, Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages } from '../model/check/verdicts.ts';

export default defineRule({
  kind: 'checked',
  id: 'package-lists-removed',
  group: 'image',
  severity: 'warning',
  force: 'should',
  summary: 'A RUN that installs packages deletes lists and caches itself',
  rationale:
    'Package lists and download caches are of no use in the TRE and can be hundreds of megabytes. They are gone from the image only if the layer that made them deletes them.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile) => {
    const findings: Finding[] = [];
    let installs = 0;
    for (const instruction of image.instructions) {
      if (instruction.keyword !== 'RUN') continue;
      const seen = new Set<string>();
      for (const command of instruction.commands) {
        const left = leavesBehind(command, instruction, image);
        if (left === undefined) continue;
        installs += 1;
        if (left !== '' && !seen.has(command.program))
          findings.push({
            message: `${command.program} leaves its ${command.program.startsWith('apt') ? 'package lists' : 'cache'} in the layer`,
            location: { file: dockerfile.path, line: command.line },
            fix: left,
          });
        if (left !== '') seen.add(command.program);
      }
    }
    if (installs === 0) return notApplicable('no RUN installs packages');
    return judge(
      findings,
      {
        text: `${String(installs)} installing commands, each cleaned up in its own layer`,
        location: {
          file: dockerfile.path,
          line: image.instructions.find(({ keyword }) => keyword === 'RUN')?.line ?? image.stage.line,
        },
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

/** Nothing for a command that installs nothing, '' when it is cleaned up, else what to do. */
function leavesBehind(
  { program, words, assignments }: ShellCommand,
  run: Instruction,
  image: FinalImage,
): string | undefined {
  const does = (wanted: string): boolean => words.includes(wanted);
  const mounts = run.flags['mount'] ?? '';
  const cached = (path: RegExp): boolean =>
    mounts.split('\n').some((mount) => /type=cache/.test(mount) && path.test(mount));
  const also = (test: (command: ShellCommand) => boolean): boolean => run.commands.some(test);
  const removes = (path: RegExp): boolean =>
    also(
      (command) =>
        (command.program === 'rm' || command.program === 'find') && command.words.some((word) => path.test(word)),
    );
  const set = (name: string): boolean => image.environment.has(name) || assignments[name] !== undefined;
  // An update is judged with what is installed from it.
  if (
    /^apt(?:-get)?$/.test(program) &&
    (does('install') ||
      (does('update') && !also((command) => command.program.startsWith('apt') && command.words.includes('install'))))
  )
    return removes(/\/var\/lib\/apt\/?(?:lists|$|\*)|^\/var\/lib\/apt/) ||
      cached(/\/var\/(?:lib|cache)\/apt/) ||
      does('--dry-run')
      ? ''
      : 'add && rm -rf /var/lib/apt/lists/* to the same RUN';
  if (program === 'apk' && does('add'))
    return does('--no-cache') || removes(/\/var\/cache\/apk/) || cached(/\/(?:var\/cache|etc)\/apk/)
      ? ''
      : 'use apk add --no-cache';
  if (/^(?:yum|dnf|microdnf|zypper)$/.test(program) && does('install'))
    return also(
      (command) => /^(?:yum|dnf|microdnf|zypper)$/.test(command.program) && command.words.includes('clean'),
    ) ||
      removes(/\/var\/cache/) ||
      cached(/\/var\/cache/)
      ? ''
      : `add && ${program} clean all to the same RUN`;
  if (program === 'uv' && /^(?:pip|sync|add|tool)$/.test(words[1] ?? '') && words[2] !== 'compile')
    return does('--no-cache') ||
      does('-n') ||
      set('UV_NO_CACHE') ||
      cached(/uv|\.cache/) ||
      removes(/\.cache|uv/) ||
      also((command) => command.program === 'uv' && command.words[1] === 'cache')
      ? ''
      : 'use uv with --no-cache';
  if (program === 'pip' && does('install'))
    return does('--no-cache-dir') ||
      does('--no-cache') ||
      set('PIP_NO_CACHE_DIR') ||
      cached(/pip|\.cache/) ||
      removes(/\.cache/) ||
      also((command) => command.program === 'pip' && command.words.includes('purge'))
      ? ''
      : 'use pip install --no-cache-dir';
  if (
    /^(?:conda|mamba|micromamba)$/.test(program) &&
    (does('install') || does('create') || (does('env') && (does('update') || does('create'))))
  )
    return also((command) => /^(?:conda|mamba|micromamba)$/.test(command.program) && command.words.includes('clean')) ||
      cached(/pkgs/) ||
      removes(/pkgs/)
      ? ''
      : `add && ${program} clean --all --yes to the same RUN`;
  return undefined;
}
