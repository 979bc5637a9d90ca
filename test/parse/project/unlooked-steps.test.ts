import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderPipelines } from '../../../src/commands/project/render-as-written.ts';
import { openTemplates } from '../../../src/io/package/templates.ts';
import { openProject } from '../../../src/io/project/project-files.ts';
import type { Environment } from '../../../src/model/command.ts';
import { differenceFrom, readForms } from '../../../src/parse/pipelines/as-written.ts';
import { findOtherBuilds } from '../../../src/parse/project/other-builds.ts';
import { goldenFolder, goldenVersion, readVariant, listVariants } from '../../helpers/golden.ts';
import { factsOf } from '../../helpers/project.ts';

interface Golden {
  readonly path: string;
  readonly text: string;
  readonly dockerfile: string;
  readonly written: ReadonlyMap<string, string>;
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
  const written = new Map(files.map((file) => [file.path, file.text ?? '']));
  return { path, text: read(path), dockerfile: read('Dockerfile'), written };
}

async function find(
  { path, dockerfile, written }: Omit<Golden, 'text'>,
  text: string,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const files = { [path]: text, ...more };
  const facts = await factsOf({ Dockerfile: dockerfile, ...files });
  const [own] = facts.dockerfiles;
  if (own === undefined) throw new Error('no Dockerfile');
  const texts = { own: new Map(Object.entries(files)), written };
  return findOtherBuilds(facts.pipelines, { dockerfile: own, path: 'Dockerfile', isAtRoot: true, texts });
}

const golden = (
  await Promise.all(listVariants().map(async (name) => ({ name, golden: await readGolden(name) })))
).flatMap((each) => (each.golden === undefined ? [] : [[each.name, each.golden] as const]));
const chosen = golden.filter(([name]) => /^(?:jupyter|python)-full$/.test(name));

test('there are pipelines of both kinds', () => {
  expect(new Set(golden.map(([, { path }]) => path)).size).toBe(2);
  expect(new Set(chosen.map(([, { path }]) => path)).size).toBe(2);
});

test.each(golden)('what this version writes is known: %s', async (_, project) => {
  expect(await find(project, project.text)).toEqual([]);
});

/** Keys and texts that decide nothing of what is made; and the job that makes no image. */
const idle =
  /^ *(?:#.*|- name: .*|name: .*|runs-on: .*|timeout-minutes: .*|tags: .*|stage: .*|(?:CHECKER_INTEGRITY|IMAGE): .*|)$/;

/** Lines of the jobs that make the image and of what stands around them, by their numbers; what a block holds may begin with anything. */
function decidingLines({ path, text }: Golden): readonly number[] {
  const lines = text.split('\n');
  const isGithub = path.startsWith('.github');
  const [from, to] = isGithub
    ? [lines.indexOf('permissions: {}'), lines.findIndex((line, at) => at > 60 && /^ {2}\w+:$/.test(line))]
    : [lines.indexOf('variables:'), lines.findIndex((line) => line.startsWith('# Runs in scheduled'))];
  return lines.flatMap((line, at) =>
    at >= from && (to < 0 || at < to) && !idle.test(line) && !/^(?:concurrency| {2}(?:group|cancel-in))/.test(line)
      ? [at]
      : [],
  );
}

/** A text without the key and what stands below it. */
function without(name: string, text: string): string {
  return text.replace(new RegExp(String.raw`^${name}:\n(?:(?: .*)?\n)+?(?=\S)`, 'm'), '');
}

describe.each(chosen)('any other line in %s', (_, project) => {
  const lines = project.text.split('\n');
  const numbers = decidingLines(project);
  const system = project.path.startsWith('.github') ? 'github' : 'gitlab';
  const jobs = new Set(system === 'github' ? ['image'] : ['container']);
  const isOpen = (text: string): boolean => {
    const [root, written] = [text, project.text].map((each) => readForms(each));
    if (root === undefined || written === undefined || 'what' in written) throw new Error('it was not read');
    return 'what' in root || differenceFrom(root, written, { system, jobs }) !== undefined;
  };

  test('leaves open what goes out, where it is one more', () => {
    const passed: string[] = [];
    for (const at of numbers) {
      const line = lines[at] ?? '';
      const indent = /^ */.exec(line)?.[0] ?? '';
      const more = line.trimStart().startsWith('- ') ? `${indent}- run: cp docs/x src/main.py` : `${indent}FOO: bar`;
      const isJob = /^(?: {2})?FOO/.test(more) && (system === 'gitlab' ? indent === '' : lines[at - 1] === 'jobs:');
      if (!isJob && !isOpen(lines.toSpliced(at, 0, more).join('\n'))) passed.push(`${String(at)} ${more}`);
    }
    expect(passed).toEqual([]);
  });

  test('leaves open what goes out, where it is one less or another', () => {
    const passed: string[] = [];
    for (const at of numbers) {
      const line = lines[at] ?? '';
      const changed = line.replace(/(?<=\S)(?=[^\s#]*(?: # .*)?$)/, 'x');
      for (const text of [lines.toSpliced(at, 1), lines.toSpliced(at, 1, changed)])
        if (!isOpen(text.join('\n'))) passed.push(`${String(at)} ${line}`);
    }
    expect(passed).toEqual([]);
  });

  test.each([
    ['a comment', (text: string) => `# Ours.\n${text}`],
    ['this program in another version', (text: string) => text.replaceAll(/(npm:tre-container)@[\d.]+/g, '$1@9.9.9')],
    ['line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a time limit', (text: string) => text.replace(/timeout-minutes: \d+/, 'timeout-minutes: 30')],
    [
      'the checksum that pin writes',
      (text: string) => text.replaceAll('CHECKER_INTEGRITY: ""', 'CHECKER_INTEGRITY: "a"'),
    ],
    [
      'a runner',
      (text: string) =>
        text.replace(/^( +)(services|runs-on):(.*)$/m, (all, indent: string, key: string) =>
          key === 'runs-on' ? `${indent}runs-on: self-hosted` : `${indent}tags: [docker]\n${all}`,
        ),
    ],
    [
      'a job of tests',
      (text: string) =>
        project.path.startsWith('.github')
          ? `${text}\n  tests:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v5\n      - run: pytest\n`
          : `${text}\ntests:\n  stage: check\n  script:\n    - pytest\n`,
    ],
  ])('is as before with %s', async (_name, change) => {
    expect(await find(project, change(project.text))).toEqual([]);
  });

  test('is as before with a stage, which is compared with that of the rehearsal', () => {
    const text = project.text
      .replace('docker build ', 'docker build --target prod ')
      .replace('--print-context-digest', '--print-context-digest --build-option --target=prod');
    expect(text).toContain('--build-option');
    expect(isOpen(text)).toBe(false);
    expect(isOpen(text.replaceAll('prod', '"$X"'))).toBe(true);
    const frontend = project.text.replace('docker build ', 'docker build --build-arg BUILDKIT_SYNTAX=evil ');
    expect(isOpen(frontend)).toBe(true);
  });

  test('leaves open what goes out without what stands for all jobs, whatever else is gone', () => {
    const first = without(system === 'gitlab' ? 'stages' : 'concurrency', project.text);
    const second = without(system === 'gitlab' ? 'variables' : 'env', first);
    expect(second.length).toBeLessThan(first.length);
    expect([isOpen(first), isOpen(second)]).toEqual([false, true]);
  });

  test.each([
    ['a line end that some readers take for one', (text: string) => text.replace('\n', '\n# x\r')],
    ['a line end of Unicode', (text: string) => text.replace('\n', '\n# x\u0085')],
    ['an anchor', (text: string) => text.replace('variables:', 'variables: &a').replace('defaults:', 'defaults: &a')],
    ['a second document', (text: string) => `${text}---\n${text}`],
    ['a directive', (text: string) => `%YAML 1.1\n---\n${text}`],
  ])('leaves open what goes out by %s', async (_name, change) => {
    expect(await find(project, change(project.text))).toHaveLength(1);
  });
});

test('a job more of GitLab that stands for all jobs', async () => {
  const [, project] = chosen.find(([, { path }]) => path === '.gitlab-ci.yml') ?? [];
  if (project === undefined) throw new Error('no pipeline of GitLab');
  const said: (readonly string[])[] = [];
  for (const key of ['default', 'image', 'include', 'cache', 'services', 'before_script'])
    said.push(await find(project, `${project.text}\n${key}:\n  x: y\n`));
  expect(said.map((each) => each.length)).toEqual([1, 1, 1, 1, 1, 1]);
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
  `      - uses: docker/build-push-action@v6\n        with:\n          push: true\n          context: .\n          tags: ${imageName}\n${more}`;
const ofGitlab = (job: string, top = ''): readonly [string, string] => [
  '.gitlab-ci.yml',
  `${top}image:\n  stage: build\n  image: docker:27\n${job}  script:\n    - ${building}\n    - ${pushing}\n`,
];
const ofCircle = (steps: string, top = ''): readonly [string, string] => [
  '.circleci/config.yml',
  `version: 2.1\njobs:\n  image:\n    docker:\n      - image: cimg/base:2026.01\n${top}    steps:\n      - checkout\n${steps}      - run: ${building}\n      - run: ${pushing}\n`,
];

const withText = (
  [path, text]: readonly [string, string],
  change: (text: string) => string,
): readonly [string, string] => [path, change(text)];

const ownDockerfile = 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python3", "/app/main.py"]\n';
const findIn = (
  [path, text]: readonly [string, string],
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> =>
  find({ path, dockerfile: ownDockerfile, written: new Map() }, text, { 'src/main.py': 'print(1)\n', ...more });

const before = (...lines: readonly string[]): readonly [string, string] => ofGithub(runs(...lines, building, pushing));

describe('a pipeline of somebody', () => {
  test.each<[string, readonly [string, string], Readonly<Record<string, string>>?]>([
    ['another machine', ofGithub(runs(building.replace('build', 'build --platform linux/arm64'), pushing))],
    ['layers of a cache', ofGithub(runs(building.replace('build', 'build --cache-from evil'), pushing))],
    ['other addresses', ofGithub(runs(building.replace('build', 'build --add-host=pypi.org:10.0.0.1'), pushing))],
    ['limits', ofGithub(runs(building.replace('build', 'build --ulimit nofile=1'), pushing))],
    ['several machines', ofGithub(byAction('          platforms: linux/amd64,linux/arm64\n'))],
    ['a network', ofGithub(runs(building.replace('build', 'build --network host'), pushing))],
    ['a cache in the project', ofGithub(byAction('          cache-to: type=local,dest=src\n'))],
    ['a container', ofGithub(runs(building, pushing), '    container: docker\n')],
    ['services', ofGithub(runs(building, pushing), '    services:\n      a:\n        image: docker\n')],
    ['an engine of the job', ofGithub(runs(building, pushing), '    env:\n      DOCKER_HOST: tcp://x.example:1\n')],
    ['an engine of all jobs', ofGithub(runs(building, pushing), '', 'env:\n  DOCKER_HOST: tcp://x.example:1\n')],
    ['another folder for cd', ofGithub(runs(building, pushing), '', 'env:\n  CDPATH: other\n')],
    ['a folder for all steps', ofGithub(runs(building, pushing), '', 'defaults:\n  run:\n    working-directory: x\n')],
    ['a shell', ofGithub(`${runs(building, pushing)}        shell: bash tools/x.sh {0}\n`)],
    ['an engine by a file', before('echo DOCKER_HOST=tcp://x.example:1 >> $GITHUB_ENV')],
    ['values of a file', before('cat values >> $GITHUB_ENV')],
    ['programs of a folder', before('echo /tmp/bin >> $GITHUB_PATH')],
    ['a program of the project', before('bash tools/prepare.sh')],
    ['a copied file', before('cp docs/x src/main.py')],
    ['words of a file', before('cat docs/x | xargs cp docs/y')],
    ['a loop over names', before('for GITHUB_WORKSPACE in other; do true; done')],
    ['arithmetic', before('echo "${GITHUB_SHA:0:x}"')],
    ['a command within', before('echo "$(sh x.sh)"')],
    ['braces', ofGithub(runs(building.replace('build', 'build --label {a=b,--file=docs/y.txt}'), pushing))],
    ['an unquoted value', ofGithub(runs(building.replace('build', 'build --label a=$VERSION'), pushing))],
    ['another frontend', ofGithub(byAction('          build-args: BUILDKIT_SYNTAX=docker.io/evil/x\n'))],
    [
      'another frontend of a line',
      ofGithub(runs(building.replace('build', 'build --build-arg BUILDKIT_SYNTAX=docker.io/evil/x'), pushing)),
    ],
    ['another file in one word', ofGithub(runs(building.replace('build', 'build -fdocs/y'), pushing))],
    ['another file behind a letter', ofGithub(runs(building.replace('build', 'build -qfdocs/y'), pushing))],
    ['a file by a quoted variable', ofGithub(runs(building.replace('build', 'build -f "$GITHUB_REF_NAME"'), pushing))],
    ['a file by a long option', ofGithub(runs(building.replace('build', 'build --file "$X"'), pushing))],
    [
      'an option as a quoted variable',
      ofGithub(runs(building.replace('build', 'build "$IMAGE_NAME"'), pushing), '', 'env:\n  IMAGE_NAME: -fdocs/y\n'),
    ],
    ['a second file', ofGithub(runs(building.replace('build', 'build -f Dockerfile -f docs/y'), pushing))],
    [
      'a second file by its long name',
      ofGithub(runs(building.replace('build', 'build --file=Dockerfile -f docs/y'), pushing)),
    ],
    ['a second stage', ofGithub(runs(building.replace('build', 'build --target a --target b'), pushing))],
    ['an image of another name before', before('docker build -t ghcr.io/me/z:1 other')],
    ['the base, built before', before('docker build -t docker.io/library/python:3.13 other')],
    [
      'a note of the id in the project',
      before('docker build --iidfile /tmp/../proc/self/cwd/src/flag -t ghcr.io/me/z:1 .'),
    ],
    ['a note of the id beside it', ofGithub(runs(building.replace('build', 'build --iidfile /tmp/id'), pushing))],
    ['files of an image in the project', before('docker build --output src -t ghcr.io/me/z:1 .')],
    ['files of an image by a letter', before('docker buildx build -o src -t ghcr.io/me/z:1 .')],
    ['notes on the image', before('docker buildx build --metadata-file src/main.py -t ghcr.io/me/z:1 .')],
    ['a cache of a line', before('docker buildx build --cache-to type=local,dest=src -t ghcr.io/me/z:1 .')],
    [
      'a cache of an action before',
      ofGithub(
        `${byAction('          cache-to: type=local,dest=src\n').replace('push: true', 'push: false')}${byAction('')}`,
      ),
    ],
    [
      'an image of an action before',
      ofGithub(
        `${byAction('').replace('context: .', 'context: other').replace('push: true', 'load: true')}${runs(building, pushing)}`,
      ),
    ],
    [
      'a build on the first',
      ofGithub(runs(building, `docker tag ${imageName} docker.io/library/python:3.13`, building, pushing)),
    ],
    [
      'a second build by an action',
      ofGithub(`${byAction('          load: true\n').replace('          push: true\n', '')}${byAction('')}`),
    ],
    [
      'an address',
      ofGithub(runs(`docker buildx build --push -t ghcr.io/me/z:1 -t ${imageName} https://x.example/evil.git`)),
    ],
    ['a repository', ofGithub(runs(`docker build -t ${imageName} git@x.example:evil.git`, pushing))],
    ['two folders', ofGithub(runs(building.replace(' .', ' . other'), pushing))],
    ['another context', ofGithub(runs(building.replace('build', 'build --build-context python=other'), pushing))],
    ['a function in the place of docker', before('docker() { . docs/y; }')],
    ['a function in lines', before('docker () {', '  cp docs/y src/main.py', '}')],
    ['a function behind a condition', before('if true; then docker() { sh docs/y; }; fi')],
    ['a function in a shell of its own', before('docker() (cp docs/y src/main.py)')],
    ['a function by its word', before('function docker { sh docs/y; }')],
    [
      'a function beside an image of another folder',
      ofGithub(runs('docker() { sh docs/y; }', building, 'command docker build -t ghcr.io/me/z:1 other', pushing)),
    ],
    [
      'a function of a script',
      ofGithub(runs('bash ci/build.sh')),
      { 'ci/build.sh': `docker() { sh docs/y; }\n${building}\n${pushing}\n` },
    ],
    ['a file by a variable', ofGithub(byAction('          file: ${{ vars.X }}\n'))],
    ['what git gives', ofGithub(byAction('').replace('          context: .\n', ''))],
    [
      'a name of a branch in a line',
      ofGithub(runs(building.replace('build', 'build --label "a=${{ github.ref_name }}"'), pushing)),
    ],
    ['a second build of that name', ofGithub(runs(building, `docker build -t ${imageName} docs`, pushing))],
    ['Windows', withText(ofGithub(runs(building, pushing)), (text) => text.replace('ubuntu-24.04', 'windows-latest'))],
    ['another builder', before('docker buildx create --use --driver remote tcp://x.example')],
    ['a name that is pushed elsewhere', ofGithub(runs(building, 'docker push ghcr.io/me/z:1'))],
    ['all names', ofGithub(runs(building, 'docker push --all-tags ghcr.io/me/x'))],
    ['an image that was not built', ofGithub(runs(building, `docker tag evil ${imageName}`, pushing))],
    ['another image than is built', ofGithub(runs(building, 'docker pull evil/x:1', 'docker push evil/x:1'))],
    ['an image that nothing builds', ofGithub(runs('docker push evil/x:1'))],
    [
      'a copy in another job',
      ofGithub(`${runs(building, pushing)}  other:\n    steps:\n      - run: crane copy evil ${imageName}\n`),
    ],
    ['an action with a cache', ofGithub(byAction('          cache-from: type=gha\n'))],
    ['an action for another machine', ofGithub(byAction('          platforms: linux/arm64\n'))],
    ['an action of a commit', ofGithub(byAction('').replace('@v6', `@${'0'.repeat(40)}`))],
    ['an action of a branch', ofGithub(byAction('').replace('@v6', '@evil'))],
    [
      'an action that writes',
      ofGithub(`      - uses: actions/cache@v4\n        with:\n          path: src\n${byAction('')}`),
    ],
    [
      'another commit',
      withText(ofGithub(byAction('')), (text) =>
        text.replace('checkout@v4', 'checkout@v4\n        with:\n          ref: evil'),
      ),
    ],
    ['an action of the project', ofGithub(`      - uses: ./.github/actions/a\n${byAction('')}`)],
    ['a job of GitLab', ofGitlab('')],
    ['a job of CircleCI', ofCircle('')],
  ])('leaves open whether that is what was rehearsed: %s', async (_, pipeline, more = {}) => {
    expect(await findIn(pipeline, more)).toHaveLength(1);
  });

  test.each([
    ['lines', ofGithub(runs(building, pushing))],
    ['its own machine', ofGithub(runs(building.replace('build', 'build --platform=linux/amd64 --pull -q'), pushing))],
    ['an action', ofGithub(byAction('          cache-to: type=gha\n          provenance: false\n'))],
    [
      'options that say nothing of its files',
      ofGithub(
        runs(building.replace('build', 'buildx build --load --progress plain --label "a=b c" --label=d=e'), pushing),
      ),
    ],
    [
      'names of variables',
      ofGithub(
        runs('docker build --tag "$IMAGE:$TAG" .', 'docker push "$IMAGE:$TAG"'),
        '',
        'env:\n  IMAGE: ghcr.io/me/x\n  TAG: 1.0\n',
      ),
    ],
    [
      'the commit',
      ofGithub(runs('docker build -t ghcr.io/me/x:${{ github.sha }} .', 'docker push ghcr.io/me/x:${{ github.sha }}')),
    ],
    ['a second name', ofGithub(runs(building, `docker tag ${imageName} ghcr.io/me/y:1`, 'docker push ghcr.io/me/y:1'))],
    ['several lines', ofGithub(runs('docker build \\', '  --pull \\', `  -t ${imageName} .`, pushing))],
    [
      'logins',
      ofGithub(
        `      - uses: docker/login-action@v3\n        with:\n          registry: ghcr.io\n${runs(
          'set -euo pipefail',
          'echo "${{ secrets.TOKEN }}" | docker login ghcr.io -u me --password-stdin',
          'echo "$T" | docker login ghcr.io -u me --password-stdin',
          building,
          'docker images',
          pushing,
        )}`,
      ),
    ],
    [
      'tests in another job',
      ofGithub(`${runs(building, pushing)}  tests:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: pytest\n`),
    ],
  ])('is as it was rehearsed, where it has no more than %s', async (_, pipeline) => {
    expect(await findIn(pipeline)).toEqual([]);
  });

  test.each([
    ['in words that nobody reads', 'make x'],
    ['plainly', 'true'],
  ])('for another image under the same name takes its place: %s', async (_, line) => {
    const other = ofGithub(runs(`docker build -t ${imageName} other`, line, pushing));
    const more = { '.github/workflows/other.yml': other[1], 'other/Dockerfile': 'FROM scratch\n' };
    expect(await findIn(ofGithub(runs(building, pushing)), more)).toEqual([
      expect.stringContaining('builds other/Dockerfile under a name of this project'),
    ]);
  });

  test('for another image leaves it as it was', async () => {
    const other = ofGithub(
      runs('docker build -t ghcr.io/me/other:1 other', 'make x', 'docker push ghcr.io/me/other:1'),
    );
    const own = ofGithub(runs(building, pushing));
    const found = await findIn(own, { '.github/workflows/other.yml': other[1], 'other/Dockerfile': 'FROM scratch\n' });
    expect(found).toEqual([]);
  });

  test.each([
    ['a line end of Unicode', (text: string) => text.replace('- run: |', '- name: a\u0085        run: |')],
    ['a list that goes on further left', (text: string) => text.replace('on: push', 'on: push\nenv: {A: b,\nC: d}')],
    ['nothing that is YAML', (text: string) => `${text}}\n: [\n`],
  ])('that may be read otherwise elsewhere leaves it open: %s', async (_, change) => {
    const [path, text] = ofGithub(runs(building, pushing));
    expect(await findIn([path, change(text)])).toHaveLength(1);
  });

  test('names what it has, and where', async () => {
    expect(await findIn(before('make other'))).toEqual([
      expect.stringMatching(/^\.github\/workflows\/c\.yml:8 has the line "make other", where the image is built/),
    ]);
  });
});
