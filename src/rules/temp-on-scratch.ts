import { isUnder, resolvePath } from '../model/dockerfile/container-path.ts';
import type { DockerfileFacts, FinalImage, Setting, Word } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Finding, type Location, type TextEdit, type Verdict } from '../model/check/rule.ts';
import type { ProjectFacts } from '../model/sources/facts.ts';
import type { ShellCommand } from '../model/sources/source-facts.ts';
import { testingGuide } from '../model/check/sources.ts';
import { fail, onImages, unknown } from '../model/check/verdicts.ts';
import { findAbsentFolder } from './shared/undone/absent-folder.ts';
import { doubtAny, passUnless } from './shared/undone/doubtful-variables.ts';
import { findUndone } from './shared/undone/undone-variables.ts';

const names = ['TMP', 'TMPDIR', 'TEMP'];
const passAll = (location: Location, ...subject: readonly [FinalImage, DockerfileFacts, ProjectFacts]): Verdict =>
  passUnless(doubtAny(names, isOnScratch, ...subject), 'TMP, TMPDIR and TEMP are on /scratch', location);

export default defineRule({
  kind: 'checked',
  id: 'temp-on-scratch',
  group: 'directories',
  severity: 'warning',
  force: 'should',
  summary: 'TMP, TMPDIR and TEMP are /scratch',
  rationale:
    'Temporary files belong on /scratch: it is larger and faster than the file system of the container, it is emptied afterwards, and the rest may become read-only. Programs differ in which of the three variables they read, so all are set.',
  source: testingGuide('Add TRE file system directories'),
  check: onImages((image, dockerfile, facts) => {
    const missing = names.filter((name) => !image.environment.has(name));
    const { line: last } = image.instructions.findLast(({ keyword }) => keyword === 'ENV') ?? image.stage;
    const location = { file: dockerfile.path, line: last };
    const elsewhere: Finding[] = [];
    let open: Verdict | undefined;
    for (const name of names) {
      const setting = image.environment.get(name);
      if (setting === undefined) continue;
      const word = setting.instruction.words.findLast(({ text }) => text.startsWith(`${name}=`));
      const place = { file: dockerfile.path, line: word?.line ?? setting.instruction.line };
      if (setting.unresolved.length > 0) {
        open ??= unknown(`${name} is "${setting.value}", which depends on ${setting.unresolved.join(', ')}`, place);
        continue;
      }
      if (isOnScratch(setting.value)) {
        const kept = { name, value: setting.value, isRight: isOnScratch };
        const undone =
          findUndone(kept, image, dockerfile, facts) ?? findAbsentFolder(kept, place, facts.reach.get(dockerfile.path));
        if (undone !== undefined) elsewhere.push(undone);
        continue;
      }
      const edit = word === undefined ? undefined : setOnScratch({ name, word, setting }, image, dockerfile);
      elsewhere.push({
        message: `${name} is "${setting.value}", not /scratch`,
        location: place,
        fix: `set ${name}=/scratch`,
        ...(edit === undefined ? {} : { edits: [edit] }),
      });
    }
    const [first, ...others] = elsewhere;
    if (first !== undefined) return { verdict: 'fail', findings: [first, ...others] };
    if (missing.length === 0) return open ?? passAll(location, image, dockerfile, facts);
    // Set only where the directory exists, and after every build step, so that these find the temporary space that they had.
    const runs = image.stage.instructions.filter(({ keyword, onbuild }) => keyword === 'RUN' && !onbuild);
    const isMade = runs.some((instruction) => instruction.commands.some(makesScratch));
    const after = isMade ? runs.at(-1)?.end : undefined;
    const line = `ENV ${missing.map((name) => `${name}=/scratch`).join(' ')}`;
    return fail({
      message:
        missing.length === names.length
          ? 'TMP, TMPDIR and TEMP are not set'
          : `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`,
      location,
      fix: `add the line: ${line}`,
      ...(after === undefined
        ? {}
        : { edits: [{ file: dockerfile.path, start: after, end: after, text: `\n${line}` }] }),
    });
  }),
  good: [
    {
      title: 'all three',
      files: {
        Dockerfile:
          'FROM docker.io/library/python:3.13\nENV TMP=/scratch \\\n    TMPDIR=/scratch \\\n    TEMP=/scratch\n',
      },
    },
  ],
  bad: [
    { title: 'none', files: { Dockerfile: 'FROM docker.io/library/python:3.13\n' } },
    { title: 'one of three', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nENV TMP=/scratch\n' } },
    {
      title: 'elsewhere, and one that depends on the build',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nARG AT\nENV TMP=/tmp TMPDIR=${AT} TEMP=/scratch\n' },
    },
    {
      title: 'elsewhere',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nENV TMP=/tmp TMPDIR=/scratch TEMP=/scratch\n' },
    },
  ],
});

/** The value in its place, where the directory is made before it and nothing else in the file asks for the value. */
function setOnScratch(
  { name, word, setting }: { readonly name: string; readonly word: Word; readonly setting: Setting },
  { stage }: FinalImage,
  { path, text }: DockerfileFacts,
): TextEdit | undefined {
  const at = stage.instructions.indexOf(setting.instruction);
  const isMade = stage.instructions
    .slice(0, Math.max(at, 0))
    .some(({ commands, onbuild }) => !onbuild && commands.some(makesScratch));
  const isPlain = text.slice(word.start, word.end).startsWith(`${name}=`);
  const isUsed = new RegExp(String.raw`\$\{?${name}\b`).test(text);
  if (!isMade || !isPlain || isUsed) return undefined;
  return { file: path, start: word.start, end: word.end, text: `${name}=/scratch` };
}

const isOnScratch = (value: string): boolean => isUnder(resolvePath(value, undefined), '/scratch');

const makesScratch = ({ program, words }: ShellCommand): boolean => program === 'mkdir' && words.includes('/scratch');
