import { tre } from '../catalog/tre.ts';
import { isUnder, resolvePath } from '../model/dockerfile/container-path.ts';
import type { FinalImage, Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Finding } from '../model/check/rule.ts';
import { workflowGuide } from '../model/check/sources.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { judge, onImages } from '../model/check/verdicts.ts';
import { readClone } from '../parse/shell/clones.ts';
import { fetchedTo, isFetch } from './shared/fetches.ts';

/** Programs whose last argument is what they write. */
const writers: ReadonlySet<string> = new Set(['cp', 'install', 'ln', 'mkdir', 'mv', 'rsync', 'tee', 'touch', 'unzip']);
const targetOption =
  /^(?:-o|-O|-C|-d|-P|-t|--output|--directory|--target|--prefix|--dest|--output-document|--local-dir|--cache-dir|--directory-prefix)(?:=(.+))?$/;

export default defineRule({
  kind: 'checked',
  id: 'tre-directories-empty',
  group: 'directories',
  severity: 'error',
  force: 'must',
  summary: 'Nothing is put into /safe_data, /safe_outputs or /scratch at build',
  rationale:
    'The TRE mounts its own directories over these three, so whatever the image has there is invisible when it runs.',
  source: workflowGuide('1.1 SHS-specific advice'),
  check: onImages((image, dockerfile) => {
    const findings: Finding[] = [];
    for (const instruction of image.instructions) {
      for (const target of targetsOf(instruction, image)) {
        const directory = tre.directories.find((candidate) => isUnder(target.path, candidate));
        if (directory !== undefined)
          findings.push({
            message: `${instruction.keyword} puts something into ${target.path}, which the mount on ${directory} hides`,
            location: { file: dockerfile.path, line: target.line },
            fix: 'put it elsewhere in the image, such as /opt/app, or stage it in the project data',
          });
      }
    }
    return judge(findings, {
      text: 'no instruction writes to the three directories',
      location: { file: dockerfile.path, line: image.stage.line },
    });
  }),
  good: [
    {
      title: 'code elsewhere',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN mkdir /safe_data /safe_outputs /scratch && chmod 1777 /scratch\nCOPY app.py /opt/app/\nWORKDIR /scratch\n',
      },
    },
  ],
  bad: [
    { title: 'COPY', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY model /safe_data/model\n' } },
    {
      title: 'a download',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nRUN curl -fsSL -o /safe_data/model.bin https://example.org/model.bin\n',
      },
    },
    {
      title: 'a folder that the mount hides',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nWORKDIR /safe_outputs\nRUN mkdir results\n' },
    },
  ],
});

function targetsOf(instruction: Instruction, image: FinalImage): { path: string; line: number }[] {
  const workdir = instruction.workdir ?? (image.known?.user.uid === 0 ? undefined : image.known?.user.home);
  if (/^(?:COPY|ADD)$/.test(instruction.keyword)) {
    const last = instruction.words.at(-1);
    return last === undefined ? [] : [{ path: resolvePath(last.value, workdir), line: last.line }];
  }
  if (instruction.keyword === 'WORKDIR') {
    const path = resolvePath(instruction.words[0]?.value ?? '', workdir);
    return tre.directories.includes(path) ? [] : [{ path, line: instruction.line }];
  }
  if (instruction.keyword !== 'RUN') return [];
  return instruction.commands.flatMap((command) =>
    [...written(command), ...fetched(command)]
      .map((path) => ({ path: resolvePath(path, folderOf(command, workdir)), line: command.line }))
      .filter(({ path }) => command.program !== 'mkdir' || !tre.directories.includes(path)),
  );
}

/** Where `cd` has led before the command. */
function folderOf({ directory }: ShellCommand, workdir: string | undefined): string | undefined {
  return directory === undefined ? workdir : resolvePath(directory, workdir);
}

/** `cd /scratch && wget https://example.org/x` */
function fetched(command: ShellCommand): readonly string[] {
  return isFetch(command) && command.directory !== undefined ? fetchedTo(command).filter((path) => path !== '') : [];
}

function written(command: ShellCommand): readonly string[] {
  const { program, words } = command;
  const options = words.flatMap((word, index) => {
    const match = targetOption.exec(word);
    return match === null ? [] : [match[1] ?? words[index + 1] ?? ''];
  });
  const names = words.slice(1).filter((word) => !word.startsWith('-'));
  const last =
    program === 'mkdir'
      ? names
      : writers.has(program) && names.length > (program === 'touch' || program === 'tee' ? 0 : 1)
        ? names.slice(-1)
        : [];
  const cloned = readClone(command)?.folder;
  return [
    ...command.writes,
    ...(/^(?:cp|ls|echo|chmod|chown|mkdir|install)$/.test(program) && program !== 'install' ? [] : options),
    ...last,
    ...(cloned === undefined ? [] : [cloned]),
  ];
}
