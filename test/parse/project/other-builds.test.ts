import { describe, expect, test } from 'vitest';
import { findOtherBuilds } from '../../../src/parse/project/other-builds.ts';
import { factsOf } from '../../helpers/project.ts';

const dockerfile = `ARG TAG=3.13
FROM docker.io/library/python:\${TAG}-slim AS build
ARG MAIN=main
ARG REVISION
RUN python3 -m py_compile /app/$MAIN.py
FROM build AS prod
ARG REVISION
LABEL revision=$REVISION
CMD ["python3", "/app/main.py"]
FROM build
CMD ["python3", "/app/main.py"]
`;

const push = 'docker push ghcr.io/org/app:1';

async function find(script: string, others: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const lines = script.split('\n').map((line) => `          ${line}`);
  const facts = await factsOf({
    Dockerfile: dockerfile,
    '.github/workflows/ci.yml': `on: push\njobs:\n  image:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n${lines.join('\n')}\n`,
    ...others,
  });
  const own = facts.dockerfiles.find(({ path }) => path === 'Dockerfile');
  if (own === undefined) throw new Error('no Dockerfile');
  return findOtherBuilds(facts.pipelines, { dockerfile: own, path: 'Dockerfile', isAtRoot: true });
}

describe('the pipeline pushes another image than a rehearsal builds', () => {
  test.each([
    ['a value', 'docker build --build-arg MAIN=gpu -t ghcr.io/org/app:1 .', '--build-arg MAIN=gpu'],
    ['a value, with =', 'docker build --build-arg=MAIN=gpu -t ghcr.io/org/app:1 .', '--build-arg MAIN=gpu'],
    ['a value of the base', 'docker build --build-arg TAG=3.9 -t ghcr.io/org/app:1 .', '--build-arg TAG=3.9'],
    ['a value of the environment', 'docker build --build-arg MAIN -t ghcr.io/org/app:1 .', '--build-arg MAIN'],
    ['a stage', 'docker build --target prod -t ghcr.io/org/app:1 .', '--target prod'],
    ['a context', 'docker build --build-context data=/tmp -t ghcr.io/org/app:1 .', '--build-context data=/tmp'],
    ['by another name', 'docker build --target prod -t app .\ndocker tag app ghcr.io/org/app:1', '--target prod'],
    ['by buildx', 'docker buildx build --push --target prod -t ghcr.io/org/app:1 .', '--target prod'],
    ['by bake', 'docker buildx bake --push', 'builds it with docker buildx bake'],
    ['by compose', 'docker compose build\ndocker compose push', 'builds it with compose'],
    ['by another engine', 'podman build --target prod -t ghcr.io/org/app:1 .', '--target prod'],
    ['of another file', 'docker build -f other/Dockerfile -t ghcr.io/org/app:1 .', 'from other/Dockerfile'],
    ['of another folder', 'docker build -t ghcr.io/org/app:1 other', 'from other/Dockerfile in other'],
  ])('%s', async (_, build, said) => {
    expect((await find(`${build}\n${push}`)).join('\n')).toContain(said);
  });

  test('by an action', async () => {
    const step = `on: push
jobs:
  image:
    runs-on: ubuntu-24.04
    steps:
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: ghcr.io/org/app:1
          target: prod
          build-args: |
            MAIN=gpu
            REVISION=1
`;
    const [first, second] = await find('true', { '.github/workflows/push.yml': step });
    expect(first).toContain('.github/workflows/push.yml:6 builds it with --build-arg MAIN=gpu');
    expect(second).toContain('--target prod');
  });
});

describe('the same image', () => {
  test.each([
    ['plainly', 'docker build -t ghcr.io/org/app:1 .'],
    ['the default', 'docker build --build-arg MAIN=main -t ghcr.io/org/app:1 .'],
    ['a value that nothing takes', 'docker build --build-arg NOTHING=1 -t ghcr.io/org/app:1 .'],
    ['a proxy', 'docker build --build-arg http_proxy=http://proxy:1 -t ghcr.io/org/app:1 .'],
    ['the last stage', 'docker build --target 2 -t ghcr.io/org/app:1 .'],
    ['another one, which stays there', 'docker build --target prod -t test .\ndocker build -t ghcr.io/org/app:1 .'],
    [
      'beside the image of another file',
      'docker build -f d/Dockerfile -t ghcr.io/org/d:1 d\ndocker push ghcr.io/org/d:1\ndocker build -t ghcr.io/org/app:1 .',
    ],
  ])('%s', async (_, build) => {
    expect(await find(`${build}\n${push}`)).toEqual([]);
  });
});
