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

const compare = (change: Partial<typeof image>, dockerfile = text): string =>
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
