import type { Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages } from '../model/check/verdicts.ts';
import { managersOf, renewsPip } from './shared/dependencies/managers-of.ts';
import { findLateDeletions } from './shared/late-deletions.ts';

export default defineRule({
  kind: 'checked',
  id: 'grouped-run',
  group: 'image',
  severity: 'warning',
  force: 'should',
  summary: 'Related commands share one RUN',
  rationale:
    'Every RUN is a layer, and a layer never shrinks: what the next RUN deletes is still in the image. An update in a RUN of its own is cached and installs old packages later. Two RUN in a row that use one package manager are related, but for one that only renews pip or that takes from another index; RUN with other commands, such as mkdir or R, are not. What COPY brought and a RUN deletes counts.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile) => {
    const findings: Finding[] = [];
    const runs = image.instructions.filter(({ keyword }) => keyword === 'RUN');
    image.instructions.forEach((instruction, index) => {
      const before = image.instructions[index - 1];
      if (instruction.keyword !== 'RUN' || before?.keyword !== 'RUN' || before.stage !== instruction.stage) return;
      const shared = managersOf(before).find(
        (manager) =>
          managersOf(instruction, true).includes(manager) &&
          !(isApt(manager) && addsSource(before)) &&
          !(renewsPip(before) && !renewsPip(instruction)),
      );
      const location = { file: dockerfile.path, line: instruction.line };
      if (shared !== undefined)
        findings.push({
          message: `this RUN and the one at line ${String(before.line)} both use ${shared}`,
          location,
          fix: 'join both into one RUN, with && between them',
        });
    });
    findings.push(...updatesAlone(runs, dockerfile.path), ...findLateDeletions(image, dockerfile.path));
    if (runs[0] === undefined) return notApplicable('there is no RUN');
    return judge(findings, {
      text:
        runs.length === 1
          ? 'there is one RUN'
          : `${String(runs.length)} RUN, none of which continues the one before it`,
      location: { file: dockerfile.path, line: runs[0].line },
    });
  }),
  good: [
    {
      title: 'one RUN',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN apt-get update && apt-get install -y git && rm -rf /var/lib/apt/lists/*\nRUN pip install --no-cache-dir pandas==3.0.6\n',
      },
    },
  ],
  bad: [
    {
      title: 'update and install apart',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN apt-get update\nRUN apt-get install -y git\n' },
    },
    {
      title: 'deleted in another layer',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN make install\nRUN rm -rf /tmp/build\n' },
    },
  ],
});

/** Lists that are brought in a RUN of their own, and used later or not at all: the RUN is not run again, and they grow old. */
function updatesAlone(runs: readonly Instruction[], file: string): readonly Finding[] {
  return runs.flatMap((run, at) => {
    const update = run.commands.find(({ program, words }) => isApt(program) && words.includes('update'));
    const installs = run.commands.some(({ program, words }) =>
      isApt(program) ? words.some((word) => bringing.test(word)) : !quiet.has(program),
    );
    const next = runs[at + 1];
    const isSaid = next !== undefined && next.stage === run.stage && managersOf(next).includes('apt-get');
    return update === undefined || installs || isSaid
      ? []
      : [
          {
            message: `${update.words.slice(0, 2).join(' ')} stands in a RUN that installs nothing: the build keeps that layer, and what is installed later comes from old lists`,
            location: { file, line: run.line },
            fix: 'put it before the install, in the same RUN, or take it away',
          },
        ];
  });
}

/** Adds a place that packages are taken from: what comes from there is another matter. */
function addsSource({ text }: Instruction): boolean {
  return /\/etc\/apt\/sources\.list|\badd-apt-repository\b/.test(text);
}

/** Install nothing with the lists, as a script or another installer may. */
const quiet: ReadonlySet<string> = new Set([
  'add-apt-repository',
  'apt-key',
  'chmod',
  'cp',
  'curl',
  'echo',
  'export',
  'gpg',
  'ln',
  'locale-gen',
  'mkdir',
  'printf',
  'rm',
  'sed',
  'set',
  'tee',
  'true',
  'wget',
]);
const bringing = /^(?:install|build-dep|upgrade|dist-upgrade|full-upgrade|source|download)$/;

function isApt(program: string): boolean {
  return program === 'apt-get' || program === 'apt' || program === 'aptitude';
}
