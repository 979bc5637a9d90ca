import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import valid from '../../src/rules/dockerfile-valid.ts';
import { factsOf } from '../helpers/project.ts';

/** What BuildKit's own reader of instructions said of each line below FROM (0.34.2); what it reads only while it builds is not ticked. */
test.each([
  ['RUN true', 'pass file'],
  ['RUN', 'pass file'],
  ['CMD []', 'pass file'],
  ['COPY a', 'fail'],
  ['COPY [ "a" ]', 'fail'],
  ['ADD a', 'fail'],
  ['COPY a b c/', 'pass file'],
  ['COPY <<EOF /x\na\nEOF', 'pass file'],
  ['USER', 'fail'],
  ['WORKDIR', 'fail'],
  ['VOLUME', 'fail'],
  ['EXPOSE', 'fail'],
  ['ARG', 'fail'],
  ['ARG A', 'pass file'],
  ['STOPSIGNAL', 'fail'],
  ['LABEL a', 'fail'],
  ['ENV A', 'fail'],
  ['ENV A b', 'pass file'],
  ['ENV A=', 'pass file'],
  ['LABEL a="b c" d=e', 'pass file'],
  ['SHELL bash -c', 'fail'],
  ['SHELL ["bash", "-c"]', 'pass file'],
  ['ONBUILD FROM x', 'fail'],
  ['ONBUILD MAINTAINER x', 'fail'],
  ['ONBUILD RUN true', 'pass file'],
  ['RUN --network=foo ls', 'fail'],
  ['RUN --network=none ls', 'pass file'],
  ['HEALTHCHECK CMD', 'fail'],
  ['HEALTHCHECK NONE', 'pass file'],
  ['FROM a AS Foo-Bar!', 'fail'],
  ['FROM a AS Foo-Bar', 'pass file'],
  ['EXPOSE x', 'pass none-found'],
  ['EXPOSE 80/tcp 8000-9000', 'pass file'],
  ['EXPOSE $PORT', 'pass file'],
  ['RUN --mount=type=foo ls', 'pass none-found'],
  ['RUN --mount=type=cache,target=/x ls', 'pass file'],
  ['RUN --mount=target=/x ls', 'pass file'],
  ['COPY --chmod=zzz a /x', 'pass none-found'],
  ['COPY --chmod=u+x a /x', 'pass file'],
  ['STOPSIGNAL FOO', 'pass none-found'],
  ['STOPSIGNAL SIGTERM', 'pass file'],
  ['ENV A="b', 'pass none-found'],
])('%s', async (line, expected) => {
  const [result] = check(await factsOf({ Dockerfile: `FROM docker.io/library/python:3.13\n${line}\n` }), [
    valid,
  ]).results;
  expect(result?.verdict === 'pass' ? `pass ${result.proof ?? ''}` : result?.verdict).toBe(expected);
});
