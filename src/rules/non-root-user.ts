import { defineRule } from '../model/check/rule.ts';
import { buildGuide } from '../model/check/sources.ts';
import { fail, onImages, pass, unknown } from '../model/check/verdicts.ts';

export default defineRule({
  kind: 'checked',
  id: 'non-root-user',
  group: 'identity',
  severity: 'warning',
  force: 'should',
  summary: 'The image runs as a user that is not root',
  rationale:
    'A program that runs as root can change everything in the container and, through a flaw of the runtime, more than that. Whoever starts the container in the TRE may still map the user to another one.',
  source: buildGuide('1.1'),
  check: onImages((image, dockerfile) => {
    const { user, base } = image;
    const location = { file: dockerfile.path, line: user?.instruction.line ?? image.stage.line };
    if (user === undefined) {
      if (base !== undefined && base.user.uid !== 0) return pass(`the base image runs as ${base.user.name}`, location);
      const named =
        base === undefined
          ? 'there is no USER, so the image runs as root unless its base says otherwise'
          : `there is no USER, and ${base.label} runs as root`;
      return fail({
        message: named,
        location,
        fix: 'make a user in a RUN (useradd --system --no-create-home app) and end with USER app',
      });
    }
    // The Docker Stacks set these two for their own user.
    if (
      /^\$\{?NB_(?:UID|USER)\}?(?::|$)/.test(user.value) &&
      (base?.dockerStacks === true || /(?:^|\/)(?:jupyter)\//.test(image.from.image?.text ?? ''))
    )
      return pass(`USER ${user.value}, the base's own user`, location);
    if (user.unresolved.length > 0)
      return unknown(`USER is "${user.value}", which depends on ${user.unresolved.join(', ')}`, location);
    if (/^(?:root|0+)(?::|$)/.test(user.value))
      return fail({
        message: `the last USER is ${user.value}`,
        location,
        fix: 'end with the USER that the program needs, such as USER app',
      });
    return pass(`USER ${user.value}`, location);
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
      files: { Dockerfile: 'FROM docker.io/library/python:3.13 AS run\nUSER app\nFROM run\n' },
    },
  ],
  bad: [
    { title: 'no USER', files: { Dockerfile: 'FROM docker.io/library/python:3.13\n' } },
    { title: 'root at the end', files: { Dockerfile: 'FROM docker.io/library/python:3.13\nUSER app\nUSER root\n' } },
    {
      title: 'only in a stage that is left behind',
      files: {
        Dockerfile: 'FROM docker.io/library/python:3.13 AS build\nUSER app\nFROM docker.io/library/python:3.13\n',
      },
    },
  ],
});
