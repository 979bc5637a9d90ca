import { tre } from '../catalog/tre.ts';
import type { DockerfileFacts, FinalImage, Instruction } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Verdict } from '../model/check/rule.ts';
import { testingGuide } from '../model/check/sources.ts';
import { fail, onImages, pass } from '../model/check/verdicts.ts';
import { describeMade, judgeMisspelt } from './shared/undone/misspelt-mkdir.ts';
import { judgeUndoing, makesAll, makesOne } from './shared/undone/undone-directories.ts';
import { findRootLine } from './shared/users/find-root-line.ts';

const line = tre.makeDirectories;
const { directories } = tre;

export default defineRule({
  kind: 'checked',
  id: 'tre-directories-declared',
  group: 'directories',
  severity: 'error',
  force: 'must',
  summary: `The Dockerfile has the line ${line}`,
  rationale:
    'The TRE mounts the project data, the outputs and a temporary space on these three directories. Without them the container cannot be started there by every runtime.',
  source: testingGuide('Add TRE file system directories'),
  check: onImages((image, dockerfile) => {
    const made = image.instructions.find(
      (instruction) => instruction.keyword === 'RUN' && instruction.commands.some(makesAll),
    );
    if (made === undefined) return judgeMisspelt(image, dockerfile) ?? reportMissing(image, dockerfile);
    const location = { file: dockerfile.path, line: made.line };
    return judgeUndoing(made, image, dockerfile) ?? judgeLine(made, image, location);
  }),
  good: [
    { title: 'the line', files: { Dockerfile: `FROM docker.io/library/python:3.13\n${line}\n` } },
    {
      title: 'together with others',
      files: { Dockerfile: `FROM docker.io/library/python:3.13\n${line.replace('mkdir', 'mkdir -p')} /opt/app\n` },
    },
    {
      title: 'as root where the base is not',
      files: { Dockerfile: `FROM quay.io/jupyter/scipy-notebook:2026-10-05\nUSER root\n${line}\nUSER \${NB_UID}\n` },
    },
  ],
  bad: [
    { title: 'missing', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN mkdir /data\n' } },
    {
      title: 'only in a stage that the image is not built on',
      files: {
        Dockerfile: `FROM docker.io/library/python:3.13 AS build\n${line}\nFROM docker.io/library/python:3.13\n`,
      },
    },
    {
      title: 'after a non-root USER',
      files: { Dockerfile: `FROM docker.io/library/python:3.13\nUSER app\n${line}\n` },
    },
    {
      title: 'after one of them exists',
      files: { Dockerfile: `FROM docker.io/library/python:3.13\nWORKDIR /scratch\n${line}\n` },
    },
  ],
});

function reportMissing(image: FinalImage, dockerfile: DockerfileFacts): Verdict {
  const { known } = image;
  const asRoot = (known?.user.uid ?? 0) === 0;
  const from = dockerfile.instructions.find(({ keyword, stage }) => keyword === 'FROM' && stage === image.stage.index);
  const elsewhere = image.instructions.find((instruction) => instruction.commands.some(makesOne));
  const isOpen = known?.shell === true && image.stage.from.stage === undefined && elsewhere === undefined;
  // Below the line that goes to root already, before anything else of that stage can have made one of the folders.
  const rooted = asRoot ? undefined : findRootLine(image);
  const after = asRoot && from?.user === undefined ? from : rooted;
  return fail({
    message:
      elsewhere !== undefined ? describeMade(image) : 'the image does not make /safe_data, /safe_outputs and /scratch',
    location: { file: dockerfile.path, line: elsewhere?.line ?? image.stage.line },
    fix:
      elsewhere !== undefined
        ? `put ${line} in place of the mkdir there`
        : asRoot
          ? `add the line: ${line}`
          : rooted !== undefined
            ? `add the line below USER root (line ${String(rooted.line)}): ${line}`
            : `add three lines: USER root, then ${line}, then USER ${known?.user.name ?? ''} again`,
    ...(isOpen && after !== undefined
      ? { edits: [{ file: dockerfile.path, start: after.end, end: after.end, text: `\n${line}` }] }
      : {}),
  });
}

function judgeLine(made: Instruction, image: FinalImage, location: { file: string; line: number }): Verdict {
  const user = made.user ?? (image.known?.user.uid === 0 ? undefined : image.known?.user.name);
  if (user !== undefined && !/^(?:root|0)(?::|$)/.test(user))
    return fail({
      message: `mkdir runs as "${user}", who may not make directories in /, so the build fails`,
      location,
      fix: `put USER root before ${line}, and the other USER after it`,
    });
  const makes = made.commands.some(
    (command) => command.program === 'mkdir' && command.words.some((word) => /^-\w*p|^--parents/.test(word)),
  );
  const earlier = image.instructions
    .slice(0, image.instructions.indexOf(made))
    .find(
      (instruction) =>
        (instruction.keyword === 'WORKDIR' && directories.includes(instruction.words[0]?.value ?? '')) ||
        instruction.commands.some(makesOne),
    );
  if (earlier !== undefined && !makes)
    return fail({
      message: `${earlier.keyword === 'WORKDIR' ? 'WORKDIR' : 'the mkdir'} at line ${String(earlier.line)} makes the directory first, so mkdir fails`,
      location,
      fix: earlier.keyword === 'WORKDIR' ? `put ${line} before it` : 'take the earlier mkdir away',
    });
  const text = made.text.replaceAll(/\s+/g, ' ');
  return pass(
    text === line.slice('RUN '.length)
      ? 'the line is there'
      : `one mkdir makes the three together with others: RUN ${text.slice(0, 100)}`,
    location,
  );
}
