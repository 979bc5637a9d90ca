import { defineRule, type Finding } from '../model/check/rule.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { judge, notApplicable, onImages } from '../model/check/verdicts.ts';
import { readInstall } from '../parse/shell/installs.ts';
import { judgeUnseenScripts } from './shared/reach/unseen-scripts.ts';
import { countOf } from '../shared/count-of.ts';

/** Settings of apt that say the same for every command that follows. */
const setting = /APT::Install-Recommends["']?\s+\\?["']?(?:0|false|no)\b/i;

export default defineRule({
  kind: 'checked',
  id: 'no-recommends',
  group: 'image',
  severity: 'note',
  force: 'may',
  summary: 'Packages of the system are installed without those that they recommend',
  rationale:
    'Recommended packages are more to scan, to update and to answer for, and nobody chose them. Trivy shows each such command to governance as HIGH (DS-0029).',
  source: {
    document: 'Docker documentation',
    heading: 'Building best practices',
    link: 'https://docs.docker.com/build/building/best-practices/#apt-get',
  },
  check: onImages((image, dockerfile, facts) => {
    const runs = image.instructions.filter(({ keyword }) => keyword === 'RUN');
    const reach = facts.reach.get(dockerfile.path);
    const scripts = (reach?.programs ?? []).filter(
      ({ class: kind, program }) =>
        kind === 'built' && program.language === 'shell' && program.path !== dockerfile.path,
    );
    const commands = [
      ...runs.flatMap((run) => run.commands.map((command) => ({ ...command, file: dockerfile.path }))),
      ...scripts.flatMap(({ program }) => program.commands.map((command) => ({ ...command, file: program.path }))),
    ].filter(installsWithApt);
    const [first] = commands;
    if (first === undefined) return judgeUnseenScripts(reach) ?? notApplicable('no RUN installs with apt');
    const isSet = [
      ...runs.flatMap(({ text, heredocs }) => [text, ...heredocs.map((each) => each.text)]),
      ...scripts.map(({ program }) => facts.byPath.get(program.path)?.text ?? ''),
    ].some((each) => setting.test(each));
    const findings: Finding[] = commands
      .filter((command) => !isSet && !leavesOut(command))
      .map(({ program, file, line }) => ({
        message: `${program} install brings recommended packages too`,
        location: { file, line },
        fix: `write ${program} install --no-install-recommends, and name what is then missing`,
      }));
    return judge(
      findings,
      {
        text: `no recommended packages in ${countOf(commands.length, 'apt command')}`,
        location: { file: first.file, line: first.line },
      },
      'file',
    );
  }),
  good: [
    {
      title: 'only what is named',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13-slim\nRUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*\n',
      },
    },
  ],
  bad: [
    {
      title: 'whatever is recommended',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13-slim\nRUN apt-get update && apt-get install -y libgomp1 && rm -rf /var/lib/apt/lists/*\n',
      },
    },
  ],
});

function installsWithApt(command: ShellCommand): boolean {
  const install = /^apt(?:-get|itude)?$/.test(command.program) ? readInstall(command) : undefined;
  return install !== undefined && install.packages.length > 0;
}

function leavesOut({ words }: ShellCommand): boolean {
  return words.some((word) =>
    /^(?:--no-install-recommends|-R|--without-recommends)$|APT::Install-Recommends=["']?(?:0|false|no)\b/i.test(word),
  );
}
