import { expect, test } from 'vitest';
import type { Rule } from '../../src/model/check/rule.ts';
import lints from '../../src/rules/workflow-lints-dockerfile.ts';
import scansDockerfile from '../../src/rules/workflow-scans-dockerfile.ts';
import scansImage from '../../src/rules/workflow-scans-image-before-push.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

type Files = Readonly<Record<string, string>>;

const own = { Dockerfile: 'FROM docker.io/library/python:3.13\n' };
const github = (run: string, on = 'push'): Files => ({
  ...own,
  '.github/workflows/c.yml': `on: ${on}\njobs:\n  a:\n    steps:\n      - run: ${run}\n`,
});
const gitlab = (run: string, job = '', head = ''): Files => ({
  ...own,
  '.gitlab-ci.yml': `${head}a:\n${job}  script:\n    - ${run}\n`,
});
const verdict = async (rule: Rule, files: Files): Promise<string | undefined> =>
  check(await factsOf(files), [rule]).results[0]?.verdict;

const lint = 'hadolint Dockerfile';
const scan = 'trivy config Dockerfile';

test.each<[string, Rule, Files, string]>([
  ['its lint', lints, github('hadolint Dockerfile.dev'), 'fail'],
  ['its lint, which is fed', lints, github('hadolint - < Dockerfile.dev'), 'fail'],
  ['its scan', scansDockerfile, github('trivy config Dockerfile.dev'), 'fail'],
  ['a scan of what is of no weight', scansDockerfile, github('trivy config --severity LOW Dockerfile'), 'unknown'],
  ['a scan that leaves it out', scansDockerfile, github('trivy config --skip-files Dockerfile .'), 'unknown'],
])('what looks at another Dockerfile, or finds nothing in this one: %s', async (_what, rule, files, expected) => {
  expect(await verdict(rule, files)).toBe(expected);
});

test.each<[string, Files]>([
  ['by hand alone', github(lint, 'workflow_dispatch')],
  ['by the clock alone', github(lint, '{schedule: [{cron: "0 0 * * 0"}]}')],
  ['for other files', github(lint, "{push: {paths: ['docs/**']}}")],
  ['for a branch that nobody knows', github(lint, "{push: {branches: ['nothing-here']}}")],
  ['by a person', gitlab(lint, '  when: manual\n')],
  ['by a person, as its rules say', gitlab(lint, '  rules:\n    - when: manual\n')],
  ['in scheduled pipelines', gitlab(lint, '  only: [schedules]\n')],
])('what no change starts is unknown: %s', async (_when, files) => {
  expect(await verdict(lints, files)).toBe('unknown');
});

test.each<[string, Files]>([
  ['a job', gitlab(lint, '  rules:\n    - when: never\n')],
  ['a pipeline', gitlab(lint, '', 'workflow:\n  rules:\n    - when: never\n')],
])("what GitLab's rules never let run is not run: %s", async (_what, files) => {
  expect(await verdict(lints, files)).toBe('fail');
});

test.each<[string, Rule, Files]>([
  ['the Dockerfile', lints, github(lint)],
  ['its path', lints, github('hadolint ./Dockerfile')],
  ['a pattern', lints, github('hadolint Dockerfile*')],
  ['several', lints, github('hadolint Dockerfile Dockerfile.dev')],
  ['the folder', scansDockerfile, github('trivy config .')],
  ['grave findings', scansDockerfile, github('trivy config --severity HIGH,CRITICAL Dockerfile')],
  ['pushes and by hand', lints, github(lint, '[push, workflow_dispatch]')],
  ['pull requests of its branch', lints, github(lint, '{push: {branches: [my-work]}, pull_request: {}}')],
  ['its own changes', lints, github(lint, "{push: {paths: ['Dockerfile', 'src/**']}}")],
  ['all that changes', lints, github(lint, "{push: {paths: ['**']}}")],
  ['releases', lints, github(lint, '{release: {types: [published]}}')],
  ['all but drafts', lints, gitlab(lint, '  rules:\n    - if: $DRAFT\n      when: never\n    - when: on_success\n')],
  ['a job that may fail', lints, gitlab(lint, '  allow_failure: true\n')],
  ['scans', scansDockerfile, github(scan)],
])('what looks at it at each change passes: %s', async (_what, rule, files) => {
  expect(await verdict(rule, files)).toBe('pass');
});

test('a pipeline that waits for a branch that nobody knows is not known to scan what is handed over', async () => {
  const run =
    '|\n          docker build -t ghcr.io/o/a:1 .\n          trivy image ghcr.io/o/a:1\n          docker push ghcr.io/o/a:1';
  expect(await verdict(scansImage, github(run))).toBe('pass');
  expect(await verdict(scansImage, github(run, 'workflow_dispatch'))).toBe('pass');
  expect(await verdict(scansImage, github(run, "{push: {branches: ['nothing-here']}}"))).toBe('unknown');
});
