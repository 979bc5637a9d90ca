import type { FinalImage } from '../model/dockerfile/dockerfile-facts.ts';
import { defineRule, type Location, type Verdict } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { unlessRoot } from './shared/users/becoming-root.ts';
import { adviseUser, findRootUser, hasUser, lackOf } from './shared/users/made-users.ts';
import { fail, notApplicable, onImages, pass, unknown } from '../model/check/verdicts.ts';
import { shellWord } from '../shared/shell-word.ts';

export default defineRule({
  kind: 'checked',
  id: 'non-root-user',
  group: 'identity',
  severity: 'warning',
  force: 'should',
  summary: 'The image runs as a user that is not root',
  rationale:
    "A program that runs as root can change everything in the container and, through a flaw of the runtime, more than that. Whoever starts the container in the TRE may still map the user to another one. Of a base that nobody knows the user is not known. A base whose start command needs root, such as Rocker's servers (RStudio, Shiny, and what is built on them), is left as it is while that command is what starts.",
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile, { byPath }) => {
    const textOf = (path: string): string | undefined => byPath.get(path)?.text;
    return unlessRoot(judgeUser(image, dockerfile.path, textOf), image, dockerfile, textOf);
  }),
  good: [
    {
      title: 'a system user',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\nRUN useradd --system app\nUSER app\n' },
    },
    {
      title: "the base's own user again",
      files: {
        Dockerfile:
          'FROM quay.io/jupyter/scipy-notebook:2026-10-05\nUSER root\nRUN mkdir /safe_data /safe_outputs /scratch\nUSER ${NB_UID}\n',
      },
    },
    {
      title: 'inherited from an earlier stage',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13 AS run\nRUN useradd --system app\nUSER app\nFROM run\n',
      },
    },
  ],
  bad: [
    {
      title: 'no USER where the base runs as root',
      files: { Dockerfile: 'FROM docker.io/library/python:3.13\n' },
    },
    { title: 'root at the end', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nUSER app\nUSER root\n' } },
    {
      title: 'only in a stage that is left behind',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13 AS build\nUSER app\nFROM docker.io/library/python:3.13\n',
      },
    },
  ],
});

function judgeUser(image: FinalImage, file: string, textOf: (path: string) => string | undefined): Verdict {
  const { user, known } = image;
  const location = { file, line: user?.instruction.line ?? image.stage.line };
  if (user === undefined) return judgeBase(image, location);
  const own = known?.userVariables?.find((name) => new RegExp(String.raw`^\$\{?${name}\}?(?::|$)`).test(user.value));
  if (own !== undefined) return pass(`USER ${user.value}, the base's own user`, location);
  if (user.unresolved.length > 0)
    return unknown(`USER is "${user.value}", which depends on ${user.unresolved.join(', ')}`, location);
  if (!/^(?:root|0+)(?::|$)/.test(user.value)) return judgeOther(user.value, image, location, textOf);
  if (startsAsRoot(image)) return notApplicable(whyRoot(image));
  return fail({ message: `the last USER is ${user.value}`, location, fix: adviseUser(image) });
}

/** A user that is not there keeps the container from starting. */
function judgeOther(
  user: string,
  image: FinalImage,
  location: Location,
  textOf: (path: string) => string | undefined,
): Verdict {
  const [name = user] = user.split(':');
  const root = findRootUser(name, image, textOf);
  if (root !== undefined)
    return fail({
      message: `the user ${name} has the number 0, so it is root`,
      location: { ...location, line: root },
      fix: `make it with a number of its own: useradd --system --no-create-home ${shellWord(name)}`,
    });
  if (hasUser(name, image)) return pass(`USER ${user}`, location);
  const lack = lackOf(name, image);
  return lack === undefined
    ? unknown(
        `no instruction makes the user ${name}, and whether ${image.from.word.value} has one is not known: without it no container starts (RUN useradd --system ${shellWord(name)})`,
        location,
      )
    : fail({ ...lack, location });
}

/** Nobody says who runs it, so the base does. */
function judgeBase(image: FinalImage, location: Location): Verdict {
  const { known, from } = image;
  if (known === undefined && !from.scratch)
    return unknown(`there is no USER, and what user ${from.word.value} runs as is not known`, location);
  if (known !== undefined && known.user.uid !== 0) return pass(`the base image runs as ${known.user.name}`, location);
  if (startsAsRoot(image)) return notApplicable(whyRoot(image));
  return fail({
    message: `there is no USER, and ${from.scratch ? 'an image from scratch' : from.word.value} runs as root`,
    location,
    fix: adviseUser(image),
  });
}

/** Its own start command is kept, and does not work as another user. */
function startsAsRoot({ known, entrypoint, cmd }: FinalImage): boolean {
  return (
    known?.needsRoot === true && entrypoint === undefined && (cmd === undefined || cmd.words[0]?.value === '/init')
  );
}

const whyRoot = ({ from }: FinalImage): string =>
  `the start command of ${from.word.value} must run as root, and a USER would break it; what it serves runs as another user`;
