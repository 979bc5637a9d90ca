import { expect, test } from 'vitest';
import scans from '../../src/rules/workflow-scans-image-before-push.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

/** A workflow that builds, does what is given, and pushes. */
const image = 'ghcr.io/o/a:1';
const workflow = (lines: string, more = ''): Readonly<Record<string, string>> => ({
  '.github/workflows/c.yml': `on: push\njobs:\n  a:\n    steps:\n      - run: docker build -t ${image} .\n      - run: |\n${lines
    .split('\n')
    .map((line) => `          ${line}\n`)
    .join('')}${more}      - run: docker push ${image}\n`,
});
const action = (first: string, second: string): Readonly<Record<string, string>> => ({
  '.github/workflows/c.yml': `on: push\njobs:\n  a:\n    steps:\n      - uses: docker/build-push-action@v6\n        with: {${first}, load: true, tags: "${image}"}\n      - run: trivy image ${image}\n      - uses: docker/build-push-action@v6\n        with: {${second}, push: true, tags: "${image}"}\n`,
});
const verdict = async (files: Readonly<Record<string, string>>): Promise<string | undefined> =>
  check(await factsOf(files), [scans]).results[0]?.verdict;

const scan = `trivy image ${image}`;

test.each([
  ['built anew without the cache', workflow(`${scan}\ndocker build --no-cache -t ${image} .`)],
  ['built anew of another folder', workflow(`${scan}\ndocker build -t ${image} other`)],
  ['built anew with other arguments', workflow(`${scan}\ndocker build --build-arg X=1 -t ${image} .`)],
  ['built anew by the action that pushes', action('context: .', 'context: other')],
  ['tagged from another image', workflow(`${scan}\ndocker tag myother:1 ${image}`)],
  ['made of a container', workflow(`${scan}\ndocker run --name x ${image} true\ndocker commit x ${image}`)],
  ['a scan of another image', workflow('npm install --ignore-scripts x\ntrivy image alpine:3')],
  ['a scan of the base alone', workflow('BASE="$(awk 1 Dockerfile)"\ntrivy image "$BASE"')],
  [
    'a scan of the base alone, whose name an earlier line hands on',
    workflow(
      'BASE="$(awk 1 Dockerfile)"\nprintf \'%s\\n\' "BASE=$BASE" >> "$GITHUB_ENV"',
      '      - run: trivy image "$BASE"\n',
    ),
  ],
  ['a scan for licences', workflow(`trivy image --scanners license ${image}`)],
  ['a scan for what is of no weight', workflow(`trivy image --severity LOW,MEDIUM ${image}`)],
  ['a scan that leaves all out', workflow(`trivy image --skip-dirs / ${image}`)],
  ['a scan that may fail beside one of the base', workflow(`${scan} || true\ntrivy image alpine:3`)],
])('what is pushed is not what was scanned: %s', async (_what, files) => {
  expect(await verdict(files)).toBe('unknown');
});

test.each([
  ['a second build of the same things', workflow(`${scan}\ndocker build -t ${image} .`)],
  ['the action that builds once more and pushes', action('context: .', 'context: .')],
  ['a second name', workflow(`docker tag ${image} app:ci\ntrivy image app:ci`)],
  ['a name from before', workflow(`${scan}\ndocker tag ${image} ${image}`)],
  ['the base as well', workflow(`${scan}\ntrivy image "$BASE"`)],
  ['an archive', workflow(`docker save ${image} > image.tar\ntrivy image --input image.tar`)],
  ['options before and behind', workflow(`trivy image --quiet --format json ${image} --severity HIGH,CRITICAL`)],
  ['a scanner in a container', workflow(`docker run --rm aquasec/trivy:0.75 image --scanners vuln,secret ${image}`)],
  ['grype', workflow(`grype docker:${image} -o json`)],
])('what is pushed is what was scanned: %s', async (_what, files) => {
  expect(await verdict(files)).toBe('pass');
});

test.each([
  ['exit before it', `exit 0\n${scan}`],
  ['a function of that name that does nothing', `trivy() { echo ok; }\n${scan}`],
  ['if false', `if false; then\n  ${scan}\nfi`],
])('a scan that is never run is none: %s', async (_what, lines) => {
  expect(await verdict(workflow(lines))).toBe('fail');
});

test('a function that hands on what it is given, and an exit on a condition, leave the scan where it is', async () => {
  expect(await verdict(workflow(`trivy() { docker run aquasec/trivy "$@"; }\n${scan}`))).toBe('pass');
  expect(await verdict(workflow(`if [ -z "$CI" ]; then\n  exit 1\nfi\n${scan}`))).toBe('pass');
});

const gitlab = (more: string): Readonly<Record<string, string>> => ({
  '.gitlab-ci.yml': `a:\n  script:\n    - docker build -t ${image} .\n${more}    - ${scan}\n    - docker push ${image}\n`,
});

test("GitLab's lines behind an exit are never run", async () => {
  expect(await verdict(gitlab(''))).toBe('pass');
  expect(await verdict(gitlab('    - exit 0\n'))).not.toBe('pass');
});
