import type { Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { judge, notApplicable, onImages } from '../model/check/verdicts.ts';
import { findLateDeletions } from './shared/late-deletions.ts';

const managers = /^(?:apt-get|apt|yum|dnf|microdnf|apk|zypper|pip|conda|mamba|micromamba|uv|npm)$/;
const installsInR = /\b(?:install\.packages|install_\w+|pkg_install|BiocManager::install)\(/;

export default defineRule({
  kind: 'checked',
  id: 'grouped-run',
  group: 'image',
  severity: 'warning',
  force: 'should',
  summary: 'Related commands share one RUN',
  rationale:
    'Every RUN is a layer, and a layer never shrinks: what the next RUN deletes is still in the image. An update in a RUN of its own is cached and installs old packages later.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile) => {
    const findings: Finding[] = [];
    const runs = image.instructions.filter(({ keyword }) => keyword === 'RUN');
    image.instructions.forEach((instruction, index) => {
      const before = image.instructions[index - 1];
      if (instruction.keyword !== 'RUN' || before?.keyword !== 'RUN' || before.stage !== instruction.stage) return;
      const shared = managersOf(before).find((manager) => managersOf(instruction).includes(manager));
      const location = { file: dockerfile.path, line: instruction.line };
      if (shared !== undefined)
        findings.push({
          message: `this RUN and the one at line ${String(before.line)} both use ${shared}`,
          location,
          fix: 'join them with &&',
        });
    });
    findings.push(...findLateDeletions(image, dockerfile.path));
    const [first] = runs;
    if (first === undefined) return notApplicable('there is no RUN');
    return judge(findings, {
      text:
        runs.length === 1
          ? 'there is one RUN'
          : `${String(runs.length)} RUN, none of which continues the one before it`,
      location: { file: dockerfile.path, line: first.line },
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

function managersOf(run: Instruction): string[] {
  return run.commands.flatMap(({ program, words }) => {
    if (/^(?:Rscript|R|r|littler|install2\.r)$/.test(program))
      return program === 'install2.r' || words.some((word) => installsInR.test(word)) ? ['R'] : [];
    if (!managers.test(program) || !words.some((word) => /^(?:install|update|add|upgrade|create)$/.test(word)))
      return [];
    return [program === 'apt' ? 'apt-get' : program === 'uv' ? 'pip' : program.endsWith('mamba') ? 'conda' : program];
  });
}
