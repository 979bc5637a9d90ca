import { defineRule, type Finding, type Verdict } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { judge, notApplicable, onImages, unknown, withOpen } from '../model/check/verdicts.ts';
import { holdsNoCode } from './shared/files/without-code.ts';
import { readCloned, readCopy, readRights, rights, takeAway } from './shared/rights.ts';
import { placeOf } from './shared/users/home.ts';

/** Whether a RUN deletes what it cloned, as where that is installed only. */
const isGone = (clone: ShellCommand, commands: readonly ShellCommand[]): boolean =>
  commands.slice(commands.indexOf(clone)).some(({ program }) => program === 'rm');

const fix = 'leave it owned by root with mode 755 or 555, and write to /scratch';

export default defineRule({
  kind: 'checked',
  id: 'executables-not-writable',
  group: 'identity',
  severity: 'warning',
  force: 'should',
  summary: 'Code in the image belongs to root and cannot be changed by who runs it',
  rationale:
    'A program that can change its own code can be made to run something else, and what ran can no longer be told from the image. Leave code to root, readable by all. Looked at is what is copied, and what chmod and chown make of it; a folder that the image makes, and that holds no program, may belong to anybody. What a RUN installs as another user is not looked at.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile, facts) => {
    const findings: Finding[] = [];
    let seen = 0;
    let open: Verdict | undefined;
    /** Places that code was copied to so far. */
    const code: string[] = [];
    /** Folders that a RUN makes, and that hold nothing yet. */
    const made = new Set<string>();
    const isFree = (path: string): boolean => holdsNoCode(path, { image, dockerfile, facts, made });
    const add = (message: string, line: number): void => {
      findings.push({ message, location: { file: dockerfile.path, line }, fix });
    };
    for (const instruction of image.instructions) {
      const { keyword, line, words } = instruction;
      if (keyword === 'WORKDIR') made.add(placeOf(words[0]?.value ?? '', image, instruction));
      if (keyword === 'COPY' || keyword === 'ADD') {
        const copied = readCopy(instruction, image, dockerfile);
        if (copied.isCode) code.push(copied.target);
        if (copied.isMeantForWriting) continue;
        seen += 1;
        for (const message of copied.isCode ? copied.opened : []) add(message, line);
      }
      for (const command of keyword === 'RUN' ? instruction.commands : []) {
        seen += rights.has(command.program) ? 1 : 0;
        const cloned = readCloned(command, instruction, image);
        if (cloned !== undefined && !isGone(command, instruction.commands)) add(cloned, command.line);
        if (command.program === 'rm') takeAway(code, command, (path) => placeOf(path, image, instruction));
        if (command.program === 'mkdir')
          for (const word of command.words.slice(1)) made.add(placeOf(word, image, instruction));
        const message = readRights(command, instruction, { image, code, made, isFree });
        if (typeof message === 'string') add(message, command.line);
        else if (message !== undefined) open ??= unknown(message.open, { file: dockerfile.path, line: command.line });
      }
    }
    if (seen + findings.length === 0 && open === undefined)
      return notApplicable('no code is copied to a place where it must stay as it is');
    const judged = judge(findings, {
      text: 'what is copied stays with root and is not made writable',
      location: {
        file: dockerfile.path,
        line: image.instructions.find(({ keyword }) => keyword === 'COPY')?.line ?? image.stage.line,
      },
    });
    return withOpen(judged, open);
  }),
  good: [
    {
      title: 'read-only code, and settings of the user',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nCOPY --chmod=555 app.py /opt/app/\nCOPY --chown=app settings.yml /opt/app/\nRUN mkdir /scratch && chmod 1777 /scratch\n',
        'settings.yml': 'a: 1\n',
      },
    },
  ],
  bad: [
    {
      title: 'given to the user',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY --chown=app:app . /opt/app\n' },
    },
    {
      title: 'writable by all',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY app.py /opt/app/\nRUN chmod -R 777 /opt/app\n' },
    },
    {
      title: 'given away later',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY app.py /app/\nRUN useradd app && chown -R app:app /app\n',
      },
    },
  ],
});
