import { describe, expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import platform from '../../src/rules/platform-amd64.ts';
import registry from '../../src/rules/registry-pullable.ts';
import tag from '../../src/rules/unique-image-tag.ts';
import pinned from '../../src/rules/workflow-actions-pinned.ts';
import hijacked from '../../src/rules/workflow-known-bad-actions.ts';
import lints from '../../src/rules/workflow-lints-dockerfile.ts';
import scansDockerfile from '../../src/rules/workflow-scans-dockerfile.ts';
import scans from '../../src/rules/workflow-scans-image-before-push.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

const order = ['fail', 'unknown', 'pass'];

/** The worst verdict, with where its finding or its reason stands. */
async function judge(rule: Rule, files: Files): Promise<{ readonly verdict: string; readonly said: string }> {
  const facts = await factsOf({ Dockerfile: 'FROM docker.io/library/python:3.13\n', ...files });
  const { results } = check(facts, [rule]);
  const verdict = order.find((each) => results.some((result) => result.verdict === each)) ?? results[0]?.verdict ?? '';
  return { verdict, said: JSON.stringify(results.filter((result) => result.verdict === verdict)) };
}

const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const workflow = (text: string): Files => ({ '.github/workflows/ci.yml': `on: push\n${text}` });
const steps = (text: string): Files => workflow(`jobs:\n  image:\n    steps:\n${text}`);
const circle = (text: string): Files => ({ '.circleci/config.yml': `version: 2.1\n${text}` });
const gitlab = (text: string): Files => ({ '.gitlab-ci.yml': text });
const calling = (given: string): Files =>
  workflow(`jobs:\n  image:\n    uses: ./.github/workflows/build.yml\n${given === '' ? '' : `    with:\n${given}`}`);
const called = (inputs: string, jobs: string): Files => ({
  '.github/workflows/build.yml': `on:\n  workflow_call:\n    inputs:\n${inputs}jobs:\n${jobs}`,
});
const pushing = (tags: string, push = 'true'): string =>
  `  b:\n    steps:\n      - uses: docker/build-push-action@${commit}\n        with: {push: "${push}", tags: "${tags}"}\n`;
const action = (text: string, inputs = ''): Files => ({
  '.github/actions/own/action.yml': `name: own\n${inputs}runs:\n  using: composite\n  steps:\n${text}`,
});
const using = steps('      - id: own\n        uses: ./.github/actions/own\n');

const pushJob = (name: string): string => `publish:\n  script:\n    - docker push ${name}\n`;
const job = (name: string, run: string, more = ''): string => `  ${name}:\n${more}    steps:\n      - run: ${run}\n`;

const ownAction = (run: string): string =>
  `inputs:\n  image: {default: none}\nruns:\n  using: composite\n  steps:\n    - run: ${run}\n`;

describe("the repository's own workflows, with what the caller gives", () => {
  const image = '      image: {type: string}\n';
  test.each<[string, Rule, Files, string]>([
    [
      'a name on ghcr.io',
      registry,
      { ...calling('      image: ghcr.io/lab/a\n'), ...called(image, pushing('${{ inputs.image }}:1')) },
      'pass',
    ],
    [
      'a name on quay.io',
      registry,
      { ...calling('      image: quay.io/lab/a\n'), ...called(image, pushing('${{ inputs.image }}:1')) },
      'fail',
    ],
    [
      'a default on quay.io',
      registry,
      { ...calling(''), ...called('      image: {default: quay.io/lab/a}\n', pushing('${{ inputs.image }}:1')) },
      'fail',
    ],
    [
      'a default that the caller replaces',
      registry,
      {
        ...calling('      image: ghcr.io/lab/a\n'),
        ...called('      image: {default: quay.io/lab/a}\n', pushing('${{ inputs.image }}:1')),
      },
      'pass',
    ],
    [
      'a name from the settings',
      registry,
      { ...calling('      image: ${{ vars.IMAGE }}\n'), ...called(image, pushing('${{ inputs.image }}:1')) },
      'unknown',
    ],
    [
      'several lines of names',
      registry,
      {
        ...calling('      image: |\n        ghcr.io/lab/a:1\n        quay.io/lab/a:1\n'),
        ...called(image, pushing('${{ inputs.image }}')),
      },
      'fail',
    ],
    [
      'a push that the caller switches off',
      registry,
      {
        ...calling('      image: quay.io/lab/a\n      push: false\n'),
        ...called(`${image}      push: {type: boolean}\n`, pushing('${{ inputs.image }}:1', '${{ inputs.push }}')),
      },
      'notApplicable',
    ],
    [
      'a push that nobody switches on',
      registry,
      {
        ...calling('      image: quay.io/lab/a\n'),
        ...called(`${image}      push: {type: boolean}\n`, pushing('${{ inputs.image }}:1', '${{ inputs.push }}')),
      },
      'notApplicable',
    ],
    [
      'a workflow that is called from nowhere here',
      registry,
      called(image, pushing('${{ inputs.image }}:1')),
      'unknown',
    ],
    [
      'the tag latest',
      tag,
      {
        ...calling('      tag: latest\n'),
        ...called('      tag: {type: string}\n', pushing('ghcr.io/lab/a:${{ inputs.tag }}')),
      },
      'fail',
    ],
    [
      'the commit as its tag',
      tag,
      {
        ...calling('      tag: ${{ github.sha }}\n'),
        ...called('      tag: {type: string}\n', pushing('ghcr.io/lab/a:${{ inputs.tag }}')),
      },
      'pass',
    ],
    [
      'a platform of the caller',
      platform,
      {
        ...calling('      platform: linux/arm64\n'),
        ...called(
          '      platform: {type: string}\n',
          `  b:\n    steps:\n      - run: docker build --platform \${{ inputs.platform }} .\n`,
        ),
      },
      'fail',
    ],
    [
      'a scan before the call',
      scans,
      {
        ...workflow(
          'jobs:\n  scan:\n    steps:\n      - run: trivy image a\n  image:\n    needs: [scan]\n    uses: ./.github/workflows/build.yml\n',
        ),
        ...called(image, pushing('ghcr.io/lab/a:1')),
      },
      'pass',
    ],
    [
      'a scan in a called workflow',
      scans,
      {
        ...workflow(
          'jobs:\n  scan:\n    uses: ./.github/workflows/build.yml\n  image:\n    needs: scan\n    steps:\n      - run: docker push ghcr.io/lab/a:1\n',
        ),
        ...called(image, '  s:\n    steps:\n      - run: trivy image a\n'),
      },
      'pass',
    ],
    [
      'a scan in a called workflow that nobody waits for',
      scans,
      {
        ...workflow(
          'jobs:\n  scan:\n    uses: ./.github/workflows/build.yml\n  image:\n    steps:\n      - run: docker push ghcr.io/lab/a:1\n',
        ),
        ...called(image, '  s:\n    steps:\n      - run: trivy image a\n'),
      },
      'fail',
    ],
    [
      'a called workflow beside itself, in a matrix',
      scans,
      {
        ...workflow(
          'jobs:\n  image:\n    strategy: {matrix: {kind: [cpu, gpu]}}\n    uses: ./.github/workflows/build.yml\n    with: {image: "ghcr.io/lab/${{ matrix.kind }}:1"}\n',
        ),
        ...called(
          image,
          '  s:\n    steps:\n      - run: trivy image a\n  p:\n    steps:\n      - run: docker push ${{ inputs.image }}\n',
        ),
      },
      'fail',
    ],
    [
      'an output of another job',
      registry,
      workflow(
        'jobs:\n  name:\n    outputs:\n      image: ${{ steps.n.outputs.image }}\n    steps:\n      - id: n\n        run: echo "image=quay.io/lab/a" >> "$GITHUB_OUTPUT"\n  push:\n    needs: name\n    steps:\n      - run: docker push ${{ needs.name.outputs.image }}:1\n',
      ),
      'fail',
    ],
    ['a called workflow that is not there', lints, calling(''), 'unknown'],
    [
      'a workflow of another repository',
      scansDockerfile,
      workflow(`jobs:\n  a:\n    uses: lab/ci/.github/workflows/x.yml@${commit}\n`),
      'unknown',
    ],
    [
      'a workflow of another repository beside one that is seen',
      lints,
      workflow(
        `jobs:\n  a:\n    uses: lab/ci/.github/workflows/x.yml@${commit}\n  b:\n    steps:\n      - run: hadolint Dockerfile\n`,
      ),
      'pass',
    ],
    [
      'a workflow of another repository, which may push',
      tag,
      workflow(`jobs:\n  a:\n    uses: lab/ci/.github/workflows/x.yml@${commit}\n`),
      'unknown',
    ],
    [
      'a workflow that calls itself',
      registry,
      {
        '.github/workflows/build.yml':
          'on: [workflow_call, push]\njobs:\n  a:\n    uses: ./.github/workflows/build.yml\n',
      },
      'unknown',
    ],
  ])('%s', async (_what, rule, files, expected) => {
    expect((await judge(rule, files)).verdict).toBe(expected);
  });
});

describe("the repository's own actions", () => {
  test.each<[string, Rule, Files, string]>([
    ['hadolint in one', lints, { ...using, ...action('    - run: hadolint Dockerfile\n') }, 'pass'],
    [
      'one that nobody uses',
      lints,
      { ...steps('      - run: make\n'), ...action('    - run: hadolint Dockerfile\n') },
      'fail',
    ],
    [
      'one in JavaScript',
      lints,
      { ...using, '.github/actions/own/action.yml': 'runs:\n  using: node20\n  main: index.js\n' },
      'unknown',
    ],
    ['one that is not there', lints, using, 'unknown'],
    ['trivy config in one', scansDockerfile, { ...using, ...action('    - run: trivy config .\n') }, 'pass'],
    ['an action by its tag in one', pinned, { ...using, ...action('    - uses: actions/cache@v4\n') }, 'fail'],
    [
      'an action by its commit in one',
      pinned,
      { ...using, ...action(`    - uses: actions/cache@${commit}\n`) },
      'pass',
    ],
    [
      'one that runs an image by its tag',
      pinned,
      { ...using, '.github/actions/own/action.yml': 'runs:\n  using: docker\n  image: docker://alpine:3\n' },
      'fail',
    ],
    [
      'one within another',
      hijacked,
      {
        ...using,
        ...action('    - uses: ./.github/actions/inner\n'),
        '.github/actions/inner/action.yaml':
          'runs:\n  using: composite\n  steps:\n    - uses: aquasecurity/trivy-action@0.28.0\n',
      },
      'fail',
    ],
    [
      'a version that it is given',
      hijacked,
      {
        ...steps('      - uses: ./.github/actions/own\n        with: {version: 0.69.4}\n'),
        ...action(
          `    - uses: aquasecurity/setup-trivy@${commit}\n      with: {version: "\${{ inputs.version }}"}\n`,
          'inputs:\n  version: {default: 0.70.0}\n',
        ),
      },
      'fail',
    ],
    [
      'its default',
      hijacked,
      {
        ...using,
        ...action(
          `    - uses: aquasecurity/setup-trivy@${commit}\n      with: {version: "\${{ inputs.version }}"}\n`,
          'inputs:\n  version: {default: 0.70.0}\n',
        ),
      },
      'pass',
    ],
    [
      'a push to where it is told',
      registry,
      {
        ...steps('      - uses: ./.github/actions/own\n        with: {registry: quay.io}\n'),
        ...action('    - run: docker push ${{ inputs.registry }}/lab/a:1\n', 'inputs:\n  registry: {required: true}\n'),
      },
      'fail',
    ],
    [
      'an output of one',
      registry,
      {
        ...steps(
          '      - id: own\n        uses: ./.github/actions/own\n      - run: docker push ${{ steps.own.outputs.image }}:1\n',
        ),
        ...action(
          '    - id: n\n      run: echo "image=ghcr.io/lab/a" >> "$GITHUB_OUTPUT"\n',
          'outputs:\n  image: {value: "${{ steps.n.outputs.image }}"}\n',
        ),
      },
      'pass',
    ],
    [
      'tags that one makes',
      tag,
      {
        ...steps(
          `      - id: own\n        uses: ./.github/actions/own\n      - uses: docker/build-push-action@${commit}\n        with: {push: true, tags: "\${{ steps.own.outputs.tags }}"}\n`,
        ),
        ...action(
          `    - id: m\n      uses: docker/metadata-action@${commit}\n      with: {images: ghcr.io/lab/a, tags: "type=raw,value=latest"}\n`,
          'outputs:\n  tags: {value: "${{ steps.m.outputs.tags }}"}\n',
        ),
      },
      'fail',
    ],
    [
      'a scan in one, then the push',
      scans,
      {
        ...steps('      - uses: ./.github/actions/own\n      - run: docker push ghcr.io/lab/a:1\n'),
        ...action('    - run: trivy image a\n'),
      },
      'pass',
    ],
    [
      'the push, then a scan in one',
      scans,
      {
        ...steps('      - run: docker push ghcr.io/lab/a:1\n      - uses: ./.github/actions/own\n'),
        ...action('    - run: trivy image a\n'),
      },
      'fail',
    ],
  ])('%s', async (_what, rule, files, expected) => {
    expect((await judge(rule, files)).verdict).toBe(expected);
  });

  test('a finding points into the action, once however often it is used', async () => {
    const twice = steps('      - uses: ./.github/actions/own\n      - uses: ./.github/actions/own\n');
    const facts = await factsOf({ Dockerfile: 'FROM a\n', ...twice, ...action('    - uses: actions/cache@v4\n') });
    const { results } = check(facts, [pinned]);
    expect(results.map(({ location }) => location)).toEqual([{ file: '.github/actions/own/action.yml', line: 5 }]);
  });
});

describe('files that a pipeline of GitLab includes', () => {
  test.each<[string, Rule, Files, string]>([
    [
      'a push in one',
      registry,
      { ...gitlab('include: ci/image.yml\n'), 'ci/image.yml': pushJob('quay.io/lab/a:1') },
      'fail',
    ],
    [
      'a push to where the pipeline says',
      registry,
      {
        ...gitlab('include:\n  - local: /ci/image.yml\nvariables:\n  WHERE: ghcr.io/lab\n'),
        'ci/image.yml': pushJob('$WHERE/a:1'),
      },
      'pass',
    ],
    [
      'a value of its own that the pipeline replaces',
      registry,
      {
        ...gitlab('include: [{local: ci/image.yml}]\nvariables: {WHERE: ghcr.io/lab}\n'),
        'ci/image.yml': `variables: {WHERE: quay.io/lab}\n${pushJob('$WHERE/a:1')}`,
      },
      'pass',
    ],
    [
      'a value of its own',
      registry,
      {
        ...gitlab('include: [{local: ci/image.yml}]\n'),
        'ci/image.yml': `variables: {WHERE: quay.io/lab}\n${pushJob('$WHERE/a:1')}`,
      },
      'fail',
    ],
    [
      'a value that is made of one that a job replaces',
      registry,
      gitlab(
        'variables: {REG: quay.io, IMAGE: $REG/lab/a}\np:\n  variables: {REG: ghcr.io}\n  script: [docker push $IMAGE:1]\n',
      ),
      'pass',
    ],
    [
      'an input',
      registry,
      {
        ...gitlab('include:\n  - local: ci/image.yml\n    inputs: {image: quay.io/lab/a}\n'),
        'ci/image.yml': `spec:\n  inputs:\n    image: {default: ghcr.io/lab/a}\n---\n${pushJob('$[[ inputs.image ]]:1')}`,
      },
      'fail',
    ],
    [
      'the default of an input',
      registry,
      {
        ...gitlab('include:\n  - local: ci/image.yml\n'),
        'ci/image.yml': `spec:\n  inputs:\n    image: {default: ghcr.io/lab/a}\n---\n${pushJob('$[[ inputs.image ]]:1')}`,
      },
      'pass',
    ],
    [
      'a job that extends one of them',
      lints,
      {
        ...gitlab('include: ci/lint.yml\nlint:\n  extends: .lint\n'),
        'ci/lint.yml': '.lint:\n  script: [hadolint Dockerfile]\n',
      },
      'pass',
    ],
    [
      'lines of another job',
      lints,
      { ...gitlab('.l:\n  script: [hadolint Dockerfile]\nlint:\n  script:\n    - !reference [.l, script]\n') },
      'pass',
    ],
    [
      'all files of a folder',
      lints,
      { ...gitlab('include: "ci/*.yml"\n'), 'ci/lint.yml': 'lint:\n  script: [hadolint Dockerfile]\n' },
      'pass',
    ],
    ['a file that is not there', lints, gitlab('include: ci/lint.yml\nrun:\n  script: [make]\n'), 'unknown'],
    ['a file of another project', registry, gitlab('include:\n  - project: lab/ci\n    file: x.yml\n'), 'unknown'],
    [
      'one that includes itself',
      lints,
      { ...gitlab('include: ci/a.yml\n'), 'ci/a.yml': 'include: ci/a.yml\nlint:\n  script: [hadolint Dockerfile]\n' },
      'pass',
    ],
    [
      'an image by its tag in one',
      pinned,
      {
        ...gitlab('include: ci/a.yml\n'),
        'ci/a.yml': 'lint:\n  image: hadolint/hadolint:v2\n  script: [hadolint Dockerfile]\n',
      },
      'fail',
    ],
  ])('%s', async (_what, rule, files, expected) => {
    expect((await judge(rule, files)).verdict).toBe(expected);
  });

  test('a finding points into the included file', async () => {
    const { said } = await judge(registry, {
      ...gitlab('include: ci/image.yml\n'),
      'ci/image.yml': pushJob('quay.io/lab/a:1'),
    });
    expect(said).toContain('{"file":"ci/image.yml","line":3}');
  });
});

describe('what a variable says that no file sets', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  test.each<[string, Rule, Files, string]>([
    [
      'platforms of the settings',
      platform,
      steps(`      - uses: docker/build-push-action@${commit}\n        with: {platforms: "\${{ vars.P }}"}\n`),
      'unknown',
    ],
    [
      'platforms of a matrix, one of them amd64',
      platform,
      workflow(
        `jobs:\n  a:\n    strategy: {matrix: {p: [linux/arm64, linux/amd64]}}\n    steps:\n      - uses: docker/build-push-action@${commit}\n        with: {platforms: "\${{ matrix.p }}"}\n`,
      ),
      'pass',
    ],
    [
      'platforms of a matrix, none amd64',
      platform,
      workflow(
        'jobs:\n  a:\n    strategy: {matrix: {p: [linux/arm64, linux/s390x]}}\n    steps:\n      - run: docker build --platform ${{ matrix.p }} .\n',
      ),
      'fail',
    ],
    ['a platform of a group', platform, gitlab('a:\n  script: [docker build --platform "$PLATFORM" .]\n'), 'unknown'],
    [
      'a platform that the pipeline sets',
      platform,
      gitlab('variables: {PLATFORM: linux/arm64}\na:\n  script: [docker build --platform "$PLATFORM" .]\n'),
      'fail',
    ],
    ['a tag of the settings', tag, steps('      - run: docker push ghcr.io/lab/a:${{ vars.TAG }}\n'), 'unknown'],
    [
      'a tag of the settings beside the commit',
      tag,
      steps('      - run: docker push ghcr.io/lab/a:${{ vars.TAG }}-${{ github.sha }}\n'),
      'pass',
    ],
    [
      'a tag of the settings, and another one with the commit',
      tag,
      steps(
        '      - run: docker push ghcr.io/lab/a:${{ vars.TAG }}\n      - run: docker push ghcr.io/lab/a:$GITHUB_SHA\n',
      ),
      'pass',
    ],
    [
      'an owner of the settings, and a tag that is there',
      tag,
      steps('      - run: docker push ghcr.io/${{ vars.OWNER }}/a:1.0\n'),
      'pass',
    ],
    ['a tag of a group', tag, gitlab('a:\n  script: [docker push ghcr.io/lab/a:$RELEASE]\n'), 'unknown'],
    [
      'a tag that the script sets',
      tag,
      gitlab('a:\n  script:\n    - RELEASE=$(git describe)\n    - docker push ghcr.io/lab/a:$RELEASE\n'),
      'pass',
    ],
    [
      'a tag that a script of the project sets',
      tag,
      {
        ...gitlab('a:\n  script: [./push.sh]\n'),
        'push.sh': 'RELEASE=$(git describe)\ndocker push ghcr.io/lab/a:$RELEASE\n',
      },
      'pass',
    ],
    [
      'a tag that is handed on',
      tag,
      gitlab('a:\n  script: [make RELEASE=$RELEASE, docker push ghcr.io/lab/a:$RELEASE]\n'),
      'unknown',
    ],
    ['a tag that GitLab sets', tag, gitlab('a:\n  script: [docker push ghcr.io/lab/a:$CI_COMMIT_SHORT_SHA]\n'), 'pass'],
    [
      'a tag that somebody types',
      tag,
      {
        '.github/workflows/ci.yml':
          'on:\n  workflow_dispatch:\n    inputs:\n      tag: {required: true}\njobs:\n  a:\n    steps:\n      - run: docker push ghcr.io/lab/a:${{ inputs.tag }}\n',
      },
      'unknown',
    ],
    [
      'tags of a step of others',
      tag,
      steps(
        `      - id: t\n        uses: lab/tags@${commit}\n      - uses: docker/build-push-action@${commit}\n        with: {push: true, tags: "\${{ steps.t.outputs.tags }}"}\n`,
      ),
      'unknown',
    ],
    [
      'where a step of others pushes',
      registry,
      steps(
        `      - id: t\n        uses: lab/tags@${commit}\n      - uses: docker/build-push-action@${commit}\n        with: {push: true, tags: "\${{ steps.t.outputs.tags }}"}\n`,
      ),
      'unknown',
    ],
    [
      'a container of the settings',
      pinned,
      workflow('jobs:\n  a:\n    container: ${{ vars.BUILDER }}\n    steps:\n      - run: make\n'),
      'unknown',
    ],
    [
      'a container of the settings with its digest',
      pinned,
      workflow(`jobs:\n  a:\n    container: \${{ vars.MIRROR }}/python@${digest}\n    steps:\n      - run: make\n`),
      'pass',
    ],
    [
      'a container of a group beside an action by its tag',
      pinned,
      workflow('jobs:\n  a:\n    container: ${{ vars.BUILDER }}\n    steps:\n      - uses: actions/checkout@v4\n'),
      'fail',
    ],
    [
      'an image that the pipeline sets by its tag',
      pinned,
      gitlab('variables: {BUILDER: "docker:28"}\na:\n  image: $BUILDER\n  script: [make]\n'),
      'fail',
    ],
    [
      'an image that the pipeline sets by its digest',
      pinned,
      gitlab(`variables: {BUILDER: "docker@${digest}"}\na:\n  image: $BUILDER\n  script: [make]\n`),
      'pass',
    ],
    [
      'an image that the pipeline has built',
      pinned,
      steps('      - run: docker build -t "$NAME" . && docker run "$NAME"\n'),
      'notApplicable',
    ],
    [
      'a service of a group',
      pinned,
      gitlab(`a:\n  image: docker@${digest}\n  services: ["$DIND"]\n  script: [make]\n`),
      'unknown',
    ],
    [
      'Trivy in the version of a group',
      hijacked,
      gitlab('a:\n  image: aquasec/trivy:$TRIVY\n  script: [trivy config .]\n'),
      'unknown',
    ],
    [
      'Trivy in a version that the pipeline sets',
      hijacked,
      gitlab('variables: {TRIVY: 0.69.4}\na:\n  image: aquasec/trivy:$TRIVY\n  script: [trivy config .]\n'),
      'fail',
    ],
    [
      'Trivy in a good version',
      hijacked,
      gitlab('variables: {TRIVY: 0.70.0}\na:\n  image: aquasec/trivy:$TRIVY\n  script: [trivy config .]\n'),
      'pass',
    ],
    [
      'a version of the settings for an action',
      hijacked,
      steps(`      - uses: aquasecurity/setup-trivy@${commit}\n        with: {version: "\${{ vars.TRIVY }}"}\n`),
      'unknown',
    ],
    [
      'a download in the version of the settings',
      hijacked,
      steps('      - run: curl -LO https://github.com/aquasecurity/trivy/releases/download/v${{ vars.V }}/trivy.deb\n'),
      'unknown',
    ],
    [
      'a bad version in a matrix',
      hijacked,
      workflow(
        `jobs:\n  a:\n    strategy: {matrix: {v: [v0.68.0, v0.69.5]}}\n    steps:\n      - uses: aquasecurity/setup-trivy@${commit}\n        with: {version: "\${{ matrix.v }}"}\n`,
      ),
      'fail',
    ],
  ])('%s', async (_what, rule, files, expected) => {
    expect((await judge(rule, files)).verdict).toBe(expected);
  });

  test('an expression is named as it stands in the file', async () => {
    const { said } = await judge(tag, steps('      - run: docker push ghcr.io/lab/a:${{ vars.MY_TAG }}\n'));
    expect(said).toContain('ghcr.io/lab/a:${{ vars.MY_TAG }}');
  });
});

describe('a scan that the push waits for', () => {
  const push = 'docker push ghcr.io/lab/a:1';
  const scan = 'trivy image a';
  test.each<[string, Files, string]>([
    ['beside it', workflow(`jobs:\n${job('scan', scan)}${job('push', push)}`), 'fail'],
    ['before it', workflow(`jobs:\n${job('scan', scan)}${job('push', push, '    needs: scan\n')}`), 'pass'],
    [
      'before it, through another job',
      workflow(
        `jobs:\n${job('push', push, '    needs: [test]\n')}${job('test', 'make', '    needs: [scan]\n')}${job('scan', scan)}`,
      ),
      'pass',
    ],
    ['behind it', workflow(`jobs:\n${job('scan', scan, '    needs: push\n')}${job('push', push)}`), 'fail'],
    [
      'both behind another job',
      workflow(
        `jobs:\n${job('build', 'make')}${job('scan', scan, '    needs: build\n')}${job('push', push, '    needs: build\n')}`,
      ),
      'fail',
    ],
    [
      'in the runs of a matrix',
      workflow(
        `jobs:\n${job('scan', 'trivy image ${{ matrix.k }}', '    strategy: {matrix: {k: [a, b]}}\n')}${job('push', push, '    strategy: {matrix: {k: [a, b]}}\n    needs: scan\n')}`,
      ),
      'pass',
    ],
    [
      'in each run of a matrix',
      workflow(
        `jobs:\n  a:\n    strategy: {matrix: {k: [a, b]}}\n    steps:\n      - run: trivy image \${{ matrix.k }}\n      - run: docker push ghcr.io/lab/\${{ matrix.k }}:1\n`,
      ),
      'pass',
    ],
    [
      'of one push, and a second that waits for nothing',
      workflow(
        `jobs:\n${job('scan', scan)}${job('push', push, '    needs: scan\n')}${job('nightly', 'docker push ghcr.io/lab/a:nightly')}`,
      ),
      'fail',
    ],
    [
      'in an earlier stage',
      gitlab(
        `stages: [scan, push]\npush:\n  stage: push\n  script: [${push}]\nscan:\n  stage: scan\n  script: [${scan}]\n`,
      ),
      'pass',
    ],
    [
      'in the same stage',
      gitlab(
        `stages: [image]\nscan:\n  stage: image\n  script: [${scan}]\npush:\n  stage: image\n  script: [${push}]\n`,
      ),
      'fail',
    ],
    [
      'in an earlier stage that is not waited for',
      gitlab(
        `stages: [scan, push]\nscan:\n  stage: scan\n  script: [${scan}]\npush:\n  stage: push\n  needs: []\n  script: [${push}]\n`,
      ),
      'fail',
    ],
    [
      'in the same stage, and needed',
      gitlab(
        `stages: [image]\nscan:\n  stage: image\n  script: [${scan}]\npush:\n  stage: image\n  needs: [{job: scan}]\n  script: [${push}]\n`,
      ),
      'pass',
    ],
    [
      'in a stage before the one that is needed',
      gitlab(
        `stages: [scan, test, push]\nscan:\n  stage: scan\n  script: [${scan}]\ntest:\n  stage: test\n  script: [make]\npush:\n  stage: push\n  needs: [test]\n  script: [${push}]\n`,
      ),
      'pass',
    ],
    [
      'in .pre',
      gitlab(`push:\n  stage: build\n  script: [${push}]\nscan:\n  stage: .pre\n  script: [${scan}]\n`),
      'pass',
    ],
    ['behind it in one script', gitlab(`a:\n  script: [${push}, ${scan}]\n`), 'fail'],
    ['before it in one script', gitlab(`a:\n  script: [${scan}, ${push}]\n`), 'pass'],
    [
      'required on CircleCI',
      {
        '.circleci/config.yml': `jobs:\n  scan:\n    steps: [{run: ${scan}}]\n  push:\n    steps: [{run: ${push}}]\nworkflows:\n  main:\n    jobs:\n      - scan\n      - push: {requires: [scan]}\n`,
      },
      'pass',
    ],
    [
      'beside it on CircleCI',
      {
        '.circleci/config.yml': `jobs:\n  scan:\n    steps: [{run: ${scan}}]\n  push:\n    steps: [{run: ${push}}]\nworkflows:\n  main:\n    jobs: [scan, push]\n`,
      },
      'fail',
    ],
    [
      'in a workflow of another repository',
      workflow(
        `jobs:\n  scan:\n    uses: lab/ci/.github/workflows/scan.yml@${commit}\n${job('push', push, '    needs: scan\n')}`,
      ),
      'unknown',
    ],
  ])('%s', async (_what, files, expected) => {
    expect((await judge(scans, files)).verdict).toBe(expected);
  });
});

describe('further ways at second hand', () => {
  const installer =
    'curl -sfL https://raw.githubusercontent.com/aquasecurity/trivy/main/contrib/install.sh | sh -s -- -b bin';
  const child = 'ci/child.yml';
  const starting = (more: string): string =>
    `stages: [a, b]\nscan:\n  stage: a\n  trigger: {include: ${child}${more}}\npush:\n  stage: b\n  script: [docker push ghcr.io/lab/a:1]\n`;
  const scanning = { [child]: 's:\n  script: [trivy image x]\n' };
  test.each<[string, Rule, Files, string]>([
    [
      'a script of an action',
      registry,
      {
        ...steps('      - uses: ./.github/actions/p\n        with: {image: quay.io/lab/a}\n'),
        '.github/actions/p/action.yml': ownAction('${{ github.action_path }}/push.sh ${{ inputs.image }}'),
        '.github/actions/p/push.sh': 'docker push "$1:1"\n',
      },
      'fail',
    ],
    [
      'a script of an action by its variable',
      lints,
      {
        ...steps('      - uses: ./.github/actions/p\n'),
        '.github/actions/p/action.yml': ownAction('bash "$GITHUB_ACTION_PATH/lint.sh"'),
        '.github/actions/p/lint.sh': 'hadolint Dockerfile\n',
      },
      'pass',
    ],
    [
      'an action at the root',
      pinned,
      {
        ...steps('      - uses: ./\n'),
        'action.yml': 'runs:\n  using: composite\n  steps:\n    - uses: actions/cache@v4\n',
      },
      'fail',
    ],
    [
      'a workflow that is called and starts by itself',
      pinned,
      {
        ...calling(''),
        '.github/workflows/build.yml':
          'on:\n  workflow_call:\n  workflow_dispatch:\njobs:\n  x:\n    steps:\n      - uses: actions/checkout@v4\n',
      },
      'fail',
    ],
    [
      'a matrix of GitLab with another registry',
      registry,
      gitlab(
        'p:\n  parallel:\n    matrix:\n      - WHERE: [ghcr.io, quay.io]\n  script: [docker push $WHERE/lab/a:1]\n',
      ),
      'fail',
    ],
    [
      'a matrix of GitLab without one',
      registry,
      gitlab(
        'p:\n  parallel:\n    matrix:\n      - WHERE: ghcr.io\n        KIND: [cpu, gpu]\n  script: [docker push $WHERE/lab/$KIND:1]\n',
      ),
      'pass',
    ],
    [
      'a pipeline that a job starts',
      registry,
      {
        ...gitlab(`p:\n  trigger: {include: ${child}}\n`),
        [child]: 'push:\n  script: [docker push quay.io/lab/a:1]\n',
      },
      'fail',
    ],
    [
      'what that job hands on',
      registry,
      {
        ...gitlab(`p:\n  variables: {WHERE: ghcr.io}\n  trigger:\n    include: [{local: ${child}}]\n`),
        [child]: 'variables: {WHERE: quay.io}\npush:\n  script: [docker push $WHERE/lab/a:1]\n',
      },
      'pass',
    ],
    ['a pipeline of another project', registry, gitlab('p:\n  trigger: lab/deploy\n'), 'unknown'],
    ['a scan that a job starts and does not wait for', scans, { ...gitlab(starting('')), ...scanning }, 'fail'],
    [
      'a scan that a job starts and waits for',
      scans,
      { ...gitlab(starting(', strategy: depend')), ...scanning },
      'pass',
    ],
    [
      'a scan in the workflow before',
      scans,
      {
        '.github/workflows/s.yml': 'name: scan\non: push\njobs:\n  s:\n    steps:\n      - run: trivy image a\n',
        '.github/workflows/p.yml':
          "on:\n  workflow_run: {workflows: [scan], types: [completed]}\njobs:\n  p:\n    if: github.event.workflow_run.conclusion == 'success'\n    steps:\n      - run: docker push ghcr.io/lab/a:1\n",
      },
      'pass',
    ],
    [
      'a scan in the workflow before, whatever comes of it',
      scans,
      {
        '.github/workflows/s.yml': 'name: scan\non: push\njobs:\n  s:\n    steps:\n      - run: trivy image a\n',
        '.github/workflows/p.yml':
          'on:\n  workflow_run: {workflows: [scan], types: [completed]}\njobs:\n  p:\n    steps:\n      - run: docker push ghcr.io/lab/a:1\n',
      },
      'unknown',
    ],
    [
      'a scan in a workflow beside it',
      scans,
      {
        '.github/workflows/s.yml': 'name: scan\non: push\njobs:\n  s:\n    steps:\n      - run: trivy image a\n',
        '.github/workflows/p.yml':
          'on:\n  workflow_run: {workflows: [test]}\njobs:\n  p:\n    steps:\n      - run: docker push ghcr.io/lab/a:1\n',
      },
      'fail',
    ],
    ['a linter of a group', lints, gitlab('l:\n  script: [docker run --rm -i $LINTER < Dockerfile]\n'), 'unknown'],
    ['an image of a group that runs tests', lints, gitlab('l:\n  image: $PYTHON\n  script: [pytest]\n'), 'fail'],
    [
      'a scanner of the settings',
      scans,
      steps('      - run: ${{ vars.SCAN }} a\n      - run: docker push ghcr.io/lab/a:1\n'),
      'unknown',
    ],
    ['a bad Trivy by its script', hijacked, steps(`      - run: ${installer} v0.69.4\n`), 'fail'],
    [
      'a Trivy of the settings by its script',
      hijacked,
      steps(`      - run: ${installer} \${{ vars.TRIVY }}\n`),
      'unknown',
    ],
    ['a good Trivy by its script', hijacked, steps(`      - run: ${installer} v0.70.0\n`), 'pass'],
    [
      'buildah for another platform',
      platform,
      gitlab('b:\n  script: [buildah bud --platform linux/arm64 .]\n'),
      'fail',
    ],
    [
      'the name of a branch of GitLab',
      tag,
      gitlab('b:\n  script: [docker push ghcr.io/lab/a:$CI_COMMIT_BRANCH]\n'),
      'fail',
    ],
    [
      'the commit where the settings say nothing',
      tag,
      steps('      - run: docker push ghcr.io/lab/a:${{ vars.TAG || github.sha }}\n'),
      'unknown',
    ],
  ])('%s', async (_what, rule, files, expected) => {
    expect((await judge(rule, files)).verdict).toBe(expected);
  });
});

describe('what a pipeline of CircleCI brings and starts', () => {
  const build = (does: string, more = ''): Files => circle(`jobs:\n  build:\n${more}    steps:\n${does}`);
  test.each<[string, Rule, Files, string]>([
    ['the image of a job', pinned, build('      - checkout\n', '    docker: [{image: cimg/python:3.10}]\n'), 'fail'],
    ['an executor', pinned, circle('executors:\n  py:\n    docker: [{image: cimg/python:3.10}]\n'), 'fail'],
    [
      'an image by its digest',
      pinned,
      build('      - checkout\n', `    docker: [{image: "a@sha256:${'0'.repeat(64)}"}]\n`),
      'pass',
    ],
    ['part of a version of an orb', pinned, circle('orbs: {docker: circleci/docker@2}\n'), 'fail'],
    ['a whole version of an orb', pinned, circle('orbs: {docker: circleci/docker@2.1.4}\n'), 'pass'],
    ['an orb of the file itself', pinned, circle('orbs: {own: {jobs: {}}}\n'), ''],
    ['the push of an orb among the steps', registry, build('      - docker/push: {image: o/i}\n'), 'unknown'],
    ['an orb that pushes no image', registry, build('      - python/install-packages\n'), ''],
    [
      'a value of the job',
      registry,
      build('      - run: docker push "$IMAGE:1"\n', '    environment: {IMAGE: ghcr.io/o/i}\n'),
      'pass',
    ],
    [
      'steps below a condition',
      registry,
      build('      - when: {condition: x, steps: [{run: "docker push o/i:1"}]}\n'),
      'fail',
    ],
    [
      'a script that is fetched',
      registry,
      build('      - run: |\n          wget -O push_docker.sh https://example.org/a\n          bash push_docker.sh\n'),
      'unknown',
    ],
    ['one of the project', registry, { ...build('      - run: sh push_docker.sh\n'), 'push_docker.sh': 'true\n' }, ''],
    ['one that pushes nothing', registry, build('      - run: sh get-codecov.sh\n'), ''],
    ['one in a workflow of GitHub', tag, steps('      - run: ./ci/publish-image.sh\n'), 'unknown'],
    ['such a script lints nothing', lints, steps('      - run: ./ci/publish-image.sh\n'), 'fail'],
  ])('%s', async (_name, rule, files, verdict) => {
    const { verdict: found } = await judge(rule, files);
    expect(found === 'notApplicable' ? '' : found).toBe(verdict);
  });
});
