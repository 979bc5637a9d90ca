import { describe, expect, test } from 'vitest';
import { findOtherBuilds, type OwnBuild } from '../../../src/parse/project/other-builds.ts';
import { factsOf } from '../../helpers/project.ts';

const dockerfile = `ARG TAG=3.13
FROM docker.io/library/python:\${TAG}-slim AS build
ARG MAIN=main
ARG REVISION
COPY src/ /app/
RUN python3 -m py_compile /app/$MAIN.py
FROM build AS prod
ARG REVISION
LABEL revision=$REVISION
CMD ["python3", "/app/main.py"]
FROM build
CMD ["python3", "/app/main.py"]
`;

const push = 'docker push ghcr.io/org/app:1';

async function find(
  script: string,
  others: Readonly<Record<string, string>> = {},
  more: Partial<OwnBuild> = {},
): Promise<readonly string[]> {
  const lines = script.split('\n').map((line) => `          ${line}`);
  const files = {
    Dockerfile: dockerfile,
    '.github/workflows/ci.yml': `on: push\njobs:\n  image:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n${lines.join('\n')}\n`,
    ...others,
  };
  const facts = await factsOf(files);
  const texts = { own: new Map(Object.entries(files)), written: new Map() };
  const own = facts.dockerfiles.find(({ path }) => path === 'Dockerfile');
  if (own === undefined) throw new Error('no Dockerfile');
  return findOtherBuilds(facts.pipelines, { dockerfile: own, path: 'Dockerfile', isAtRoot: true, texts, ...more });
}

describe('the pipeline pushes another image than a rehearsal builds', () => {
  test.each([
    ['a value', 'docker build --build-arg MAIN=gpu -t ghcr.io/org/app:1 .', '--build-arg MAIN=gpu'],
    ['a value, with =', 'docker build --build-arg=MAIN=gpu -t ghcr.io/org/app:1 .', '--build-arg MAIN=gpu'],
    ['a value of the base', 'docker build --build-arg TAG=3.9 -t ghcr.io/org/app:1 .', '--build-arg TAG=3.9'],
    ['a value of the environment', 'docker build --build-arg MAIN -t ghcr.io/org/app:1 .', '--build-arg MAIN'],
    [
      'a proxy that every RUN sees',
      'docker build --build-arg http_proxy=http://p:1 -t ghcr.io/org/app:1 .',
      'http_proxy',
    ],
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
    ['the last stage', 'docker build --target 2 -t ghcr.io/org/app:1 .'],
  ])('%s', async (_, build) => {
    expect(await find(`${build}\n${push}`)).toEqual([]);
  });

  // The first may take the place of the base of the second.
  test.each([
    ['another stage, which stays there', 'docker build --target prod -t test .\ndocker build -t ghcr.io/org/app:1 .'],
    [
      'the image of another file',
      'docker build -f d/Dockerfile -t ghcr.io/org/d:1 d\ndocker push ghcr.io/org/d:1\ndocker build -t ghcr.io/org/app:1 .',
    ],
  ])('is not known to be the same behind %s in one job', async (_, build) => {
    expect(await find(`${build}\n${push}`)).toEqual([
      expect.stringContaining('has the line "docker build -t ghcr.io/org/app:1 ."'),
    ]);
  });
});

const image = 'ghcr.io/org/app:1';

describe('what a pipeline builds in a way that is not read to its end is named, and never taken for the same', () => {
  test.each([
    [
      'an address',
      `docker build -t ${image} "https://github.com/me/other.git#main"`,
      'builds from https://github.com/me',
    ],
    ['its input', `tar -c -C other . | docker build -t ${image} -`, 'given to read (-)'],
    ['its input, from a file', `docker build -t ${image} - < Dockerfile.prod`, 'given to read (-)'],
    ['a folder above', `cd ..\ndocker build -f base/Dockerfile -t ${image} .`, 'builds from ../.'],
    ['a variable', `docker build -t ${image} "$WHERE"`, 'builds from $WHERE'],
    ['options of a file', `docker build $(cat .buildopts) -t ${image} .`, 'builds with '],
    ['options that nothing sets', `docker build $BUILD_OPTS -t ${image} .`, 'builds with $BUILD_OPTS'],
    ['options behind the folder', `docker build -t ${image} . $BUILD_OPTS`, 'builds with $BUILD_OPTS'],
    [
      'a Dockerfile edited before',
      `sed -i s/main.py/evil.py/ Dockerfile\ndocker build -t ${image} .`,
      'has written Dockerfile',
    ],
    [
      'a Dockerfile copied before',
      `cp Dockerfile.prod Dockerfile\ndocker build -t ${image} .`,
      'has written Dockerfile',
    ],
    ['a program copied before', `cp other/main.py src/\ndocker build -t ${image} .`, 'has written src'],
    ['a program written before', `python gen.py > src/main.py\ndocker build -t ${image} .`, 'has written src/main.py'],
    ['by tee', `echo x | tee -a src/main.py\ndocker build -t ${image} .`, 'has written src/main.py'],
    ['by curl', `curl -fsSLo src/main.py https://h.org/x\ndocker build -t ${image} .`, 'has written src/main.py'],
    [
      'by curl, under its own name',
      `cd src\ncurl -sSO https://h.org/main.py?raw=1\ncd ..\ndocker build -t ${image} .`,
      'has written src/main.py',
    ],
    [
      'by curl into a folder',
      `curl --remote-name --output-dir src https://h.org/main.py\ndocker build -t ${image} .`,
      'has written src/main.py',
    ],
    ['by wget', `wget -qO src/main.py https://h.org/x\ndocker build -t ${image} .`, 'has written src/main.py'],
    ['by wget into a folder', `wget -P src https://h.org/a.py\ndocker build -t ${image} .`, 'has written src/a.py'],
    ['by wget, the Dockerfile', `wget https://h.org/Dockerfile\ndocker build -t ${image} .`, 'has written Dockerfile'],
    ['by dd', `dd if=/tmp/x of=src/main.py\ndocker build -t ${image} .`, 'has written src/main.py'],
    ['by a clone', `git clone --depth 1 https://h.org/lib src/lib\ndocker build -t ${image} .`, 'files into src/lib'],
    [
      'by a clone of its name',
      `cd src\ngit clone git@h.org:lib.git\ncd ..\ndocker build -t ${image} .`,
      'into src/lib',
    ],
    ['by an archive', `curl -sL https://h.org/a.tgz | tar xz -C src\ndocker build -t ${image} .`, 'files into src'],
    ['by an archive at the root', `tar -xzf a.tgz\ndocker build -t ${image} .`, 'files into the project'],
    [
      'by one of its files',
      `tar -xzf /tmp/a.tgz -C src main.py\ndocker build -t ${image} .`,
      'has written src/main.py',
    ],
    ['by a zip', `unzip -o a.zip -d src\ndocker build -t ${image} .`, 'files into src'],
    ['by a patch', `patch -p1 < fix.patch\ndocker build -t ${image} .`, 'files into the project'],
    ['by another branch', `git checkout gpu\ndocker build -t ${image} .`, 'files into the project'],
    ['from a bucket', `aws s3 cp s3://b/main.py src/main.py\ndocker build -t ${image} .`, 'files into src/main.py'],
    ['changed after', `docker build -t ${image} .\ndocker commit -c 'USER 0' c ${image}`, 'docker commit'],
    ['loaded', `docker load -i app.tar\ndocker tag app ${image}`, 'docker load'],
    ['made smaller', `docker build -t tmp .\ndocker-slim build --target tmp --tag ${image}`, 'docker-slim'],
    ['appended to', `docker build -t ${image} .\ncrane append -f a.tar -t ${image}`, 'crane'],
    ['another stage by kaniko', `/kaniko/executor --context . --target prod --destination ${image}`, '--target prod'],
    [
      'another file by kaniko',
      `/kaniko/executor --dockerfile $CI_PROJECT_DIR/Dockerfile.prod -d ${image}`,
      '--dockerfile Dockerfile.prod',
    ],
    ['options that nothing sets, by kaniko', `/kaniko/executor $OPTS -d ${image}`, 'kaniko and $OPTS'],
    [
      'another folder by kaniko',
      `/kaniko/executor --context $CI_PROJECT_DIR/sub --destination=${image}`,
      '--context sub',
    ],
    ['a value by kaniko', `/kaniko/executor -c . --build-arg MAIN=gpu -d ${image}`, '--build-arg MAIN=gpu'],
  ])('%s', async (_, script, said) => {
    const [first = '', ...others] = await find(`${script}\n${script.includes('kaniko') ? 'true' : push}`);
    expect([first, ...others].join('\n')).toMatch(/^\.github\/workflows\/ci\.yml:\d+ /);
    expect(first).toContain(said);
  });

  test.each([
    ['a Containerfile by podman', `podman build -t ${image} .\npodman push ${image}`],
    ['and by buildah', `buildah bud -t ${image} .\nbuildah push ${image}`],
  ])('%s', async (_, script) => {
    expect((await find(script, {}, { hasBoth: true })).join('\n')).toContain('the Containerfile, and a rehearsal');
    expect(await find(script.replace(' .', ' -f Dockerfile .'), {}, { hasBoth: true })).toEqual([]);
    expect(await find(script)).toEqual([]);
  });

  test.each([
    [
      'another context',
      'docker/build-push-action@v6',
      'context: https://github.com/me/other.git',
      'builds from https://',
    ],
    [
      'another builder',
      'redhat-actions/buildah-build@v2',
      'containerfiles: ./Containerfile',
      'redhat-actions/buildah-build',
    ],
    ['another repository', 'actions/checkout@v4', 'repository: me/other', 'me/other'],
    [
      'another repository in a folder of the project',
      'actions/checkout@v4',
      'repository: me/lib\n          path: src/lib',
      'line 5 has put files into src/lib',
    ],
    ['what another job made', 'actions/download-artifact@v4', 'path: ./src', 'line 5 has put files into src'],
  ])('an action: %s', async (_, uses, input, said) => {
    const step = `on: push\njobs:\n  image:\n    steps:\n      - uses: ${uses}\n        with:\n          push: true\n          tags: ${image}\n          ${input}\n      - run: docker build -t ${image} .\n      - run: docker push ${image}\n`;
    const found = await find(`docker build -t ${image} .\n${push}`, { '.github/workflows/push.yml': step });
    expect(found.join('\n')).toContain(said);
  });

  test('a checkout of another repository in a job that builds nothing', async () => {
    const notes =
      'on: push\njobs:\n  notes:\n    steps:\n      - uses: actions/checkout@v4\n        with:\n          repository: me/other\n';
    expect(await find(`docker build -t ${image} .\n${push}`, { '.github/workflows/notes.yml': notes })).toEqual([]);
  });
});

test('the same image with options of podman', async () => {
  expect(await find(`podman build --format docker --layers=false -t ${image} .\npodman push ${image}`)).toEqual([]);
});

describe('what seems to make the same image, and may do more', () => {
  test.each([
    [
      'by kaniko',
      `/kaniko/executor --context "\${CI_PROJECT_DIR}" --dockerfile "\${CI_PROJECT_DIR}/Dockerfile" --destination ${image}`,
    ],
    ['by kaniko from here', `/kaniko/executor -c dir://$CI_PROJECT_DIR -d ${image}`],
    [
      'from the folder of the pipeline',
      `docker build -t ${image} -f $CI_PROJECT_DIR/Dockerfile $CI_PROJECT_DIR\n${push}`,
    ],
    ['after a report', `hadolint Dockerfile > report.txt\ncp report.txt reports/\ndocker build -t ${image} .\n${push}`],
    ['and a copy of what it takes', `cp src/main.py /tmp/\ndocker build -t ${image} .\n${push}`],
    [
      'after the commit is checked out',
      `git checkout "$GITHUB_SHA"\ngit fetch --tags\ndocker build -t ${image} .\n${push}`,
    ],
    ['after a clone beside what is copied', `git clone https://h.org/tools tools\ndocker build -t ${image} .\n${push}`],
  ])('%s', async (_, script) => {
    expect(await find(script)).toHaveLength(1);
  });
});
