import { describe, expect, test } from 'vitest';
import { compareImage } from '../../../src/parse/dockerfile/compare-image.ts';
import { parseDockerfile } from '../../../src/parse/dockerfile/dockerfile.ts';
import { fakeImage } from '../../commands/fake-engine.ts';

const text = `ARG TAG=1
FROM docker.io/library/debian:12
ARG MAIN=main
ARG LOOSE
ENV MODE=batch
RUN test -f /app/$MAIN.py
WORKDIR /scratch/
USER tre
ENTRYPOINT ["python3", "/app/main.py"]
`;
const image = {
  ...fakeImage,
  environment: ['PATH=/bin', 'MODE=batch'],
  workingDirectory: '/scratch',
  builtWith: ['|1 MAIN=main /bin/sh -c test -f /app/$MAIN.py', '|1 MAIN=of-the-base /bin/sh -c true'],
};

const compare = (change: Partial<typeof image & { steps: readonly string[] }>, dockerfile = text): string =>
  compareImage({ ...image, ...change }, parseDockerfile('Dockerfile', dockerfile)).join('\n');

test('an image as its Dockerfile gives it by default', () => {
  expect(compare({})).toBe('');
  expect(compare({ builtWith: [] })).toBe('');
});

describe('an image that was built with something else', () => {
  test.each([
    [{ builtWith: ['|1 MAIN=gpu /bin/sh -c x'] }, 'ARG MAIN was "gpu"'],
    [{ builtWith: ['|2 LOOSE=1 MAIN=main /bin/sh -c x'] }, 'ARG LOOSE was "1"'],
    [{ builtWith: ['|1 MAIN=main2 /bin/sh -c x'] }, 'ARG MAIN was "main2"'],
    [{ entrypoint: ['python3', '/app/gpu.py'] }, 'ENTRYPOINT is another one'],
    [{ user: 'root' }, 'USER is another one'],
    [{ workingDirectory: '/app' }, 'WORKDIR is another one'],
    [{ environment: ['MODE=server'] }, 'MODE of ENV is another one'],
  ])('%o', (change, said) => {
    expect(compare(change)).toContain(said);
  });
});

test('what leaves no trace in the image is not known', () => {
  const copied = `FROM docker.io/library/debian:12 AS build\nARG MODEL=small\nRUN fetch $MODEL\nFROM docker.io/library/debian:12\nCOPY --from=build /m /m\n`;
  expect(compare({}, copied)).toContain('the value of ARG MODEL (Dockerfile:2) cannot be seen');
  expect(compare({}, 'ARG TAG=1\nFROM docker.io/library/debian:$TAG\n')).toContain(
    'the value of ARG TAG (Dockerfile:1)',
  );
});

const nop = (words: string): string => `/bin/sh -c #(nop)  ${words}`;

describe('the steps of its history', () => {
  const classic = [
    nop('ENTRYPOINT ["python3" "/app/main.py"]'),
    nop('USER tre'),
    nop('WORKDIR /scratch/'),
    '|1 MAIN=main /bin/sh -c test -f /app/$MAIN.py',
    nop('ENV MODE=batch'),
    nop('ARG LOOSE'),
    nop('ARG MAIN=main'),
    nop('CMD ["bash"]'),
  ];
  const buildkit = classic.map((step) =>
    step.startsWith('|') ? `RUN ${step} # buildkit` : step.replace('/bin/sh -c #(nop)  ', ''),
  );
  test.each([
    ["docker's former builder, podman and buildah", classic],
    ['a label of the command line', [nop('LABEL "z"="z"'), ...classic]],
    ['buildkit', buildkit],
  ])('as %s write them', (_, steps) => {
    expect(compare({ steps })).toBe('');
  });

  test.each([
    ['a layer of docker commit', ['-c echo x > /opt/x', ...classic], '-c echo x > /opt/x'],
    ['a layer of podman commit', ['/bin/sh', ...classic], '"/bin/sh"'],
    ['a layer under a label', [nop('LABEL a=b'), '/bin/sh', ...classic], '"/bin/sh"'],
    ['a layer that is called as the last step', [classic[0] ?? '', ...classic], 'line 8: USER'],
    ['another command', classic.map((step) => step.replace('test -f', 'curl -o')), 'line 6: RUN'],
    ['nothing, since it was made flat', ['Imported from -'], 'not what the Dockerfile does'],
    ['fewer than there are', classic.slice(0, 4), 'fewer steps'],
  ])('%s is no step of the Dockerfile', (_, steps, said) => {
    expect(compare({ steps })).toContain(said);
  });
});
