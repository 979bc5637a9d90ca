import { isUnder, resolvePath } from '../model/dockerfile/container-path.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { couldNotRead, judge, notApplicable, onImages, unknown } from '../model/check/verdicts.ts';
import { findOutputs } from './shared/output-calls.ts';

const places = ['/safe_outputs', '/scratch', '/dev', '/proc', '/sys', '/safe_data'];

export default defineRule({
  kind: 'checked',
  rehearsed: true,
  id: 'outputs-in-safe-directories',
  group: 'directories',
  severity: 'warning',
  force: 'should',
  summary: 'The program writes only to /safe_outputs and /scratch',
  rationale:
    'Only /safe_outputs is kept when the container ends. The rest of its file system is small, may become read-only, and under apptainer already is.',
  source: testingGuide('Install and copy project code into container'),
  check: onImages((image, dockerfile, facts) => {
    const findings = new Map<string, Finding>();
    const sources = facts.sources.filter((source) => dockerfile.context.runtime.has(source.path));
    const note = (path: string, file: string, line: number): void => {
      const absolute = resolvePath(path, image.workdir?.value);
      if (/^\/[^{$%]*/.test(absolute) && !places.some((place) => isUnder(absolute, place)))
        findings.set(`${file}:${String(line)} ${absolute}`, {
          message: `writes to ${absolute}`,
          location: { file, line },
          fix: 'write results to /safe_outputs and temporary files to /scratch',
        });
    };
    for (const source of sources) {
      for (const { path, line } of findOutputs(source)) note(path, source.path, line);
      for (const command of source.commands) for (const path of written(command)) note(path, source.path, command.line);
    }
    for (const start of [image.entrypoint, image.cmd])
      for (const command of start?.commands ?? [])
        for (const path of written(command)) note(path, dockerfile.path, command.line);
    if (findings.size === 0 && facts.incomplete !== undefined && dockerfile.context.copied.length > 0)
      return unknown(facts.incomplete);
    const unread = sources.find((source) => source.unread !== undefined);
    if (findings.size === 0 && unread !== undefined) return couldNotRead(unread.path, unread.unread ?? '');
    if (findings.size === 0 && sources.length === 0 && image.entrypoint === undefined && image.cmd === undefined)
      return notApplicable('the image holds no program of the project');
    return judge([...findings.values()], {
      text: `no write to another place is spelled out in ${String(sources.length)} source files and the start command`,
      location: { file: dockerfile.path, line: image.cmd?.line ?? image.entrypoint?.line ?? image.stage.line },
    });
  }),
  good: [
    {
      title: 'results and temporary files',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\nCMD ["python", "/opt/app/main.py"]\n',
        'main.py': 'table.to_csv("/safe_outputs/result.csv")\nopen("/scratch/part", "w")\n',
      },
    },
  ],
  bad: [
    {
      title: 'an absolute path',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY main.py /opt/app/\n',
        'main.py': 'table.to_csv("/results/result.csv")\n',
      },
    },
    {
      title: 'beside the code',
      files: {
        Dockerfile:
          'FROM docker.io/library/r-base:4.5.3\nWORKDIR /opt/app\nCOPY main.R ./\nCMD ["Rscript", "main.R"]\n',
        'main.R': 'write.csv(table, "result.csv")\n',
      },
    },
    {
      title: 'in the start command',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCMD python main.py > /var/log/app.log\n' },
    },
  ],
});

/** Where a command writes: redirections, what copies and makes files, and absolute paths of options that say so. */
function written({ program, words, writes }: ShellCommand): readonly string[] {
  const names = words.slice(1).filter((word) => !word.startsWith('-'));
  const targets = /^(?:mkdir|touch|tee)$/.test(program)
    ? names
    : /^(?:cp|mv|rsync|install)$/.test(program) && names.length > 1
      ? names.slice(-1)
      : [];
  const options = words.flatMap((word, index) => {
    const [, inline, next] =
      /^--?(?:o|out|output|out-?dir|output[-_](?:dir|file|path)|results?(?:[-_]dir)?)(?:(?:=|\s+)(\/.*)|())$/.exec(
        word,
      ) ?? [];
    return inline ?? (next === undefined ? undefined : words[index + 1]) ?? [];
  });
  // A redirection is written where the program starts; of the others only a full path says where.
  return [...writes, ...[...targets, ...options].filter((path) => path.startsWith('/'))];
}
