import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import scans from '../../../src/rules/workflow-scans-dockerfile.ts';
import { factsOf } from '../../helpers/project.ts';

const judge = async (pipeline: string): Promise<string> => {
  const files = { Dockerfile: 'FROM docker.io/library/python:3.13\n', '.gitlab-ci.yml': pipeline };
  const { results } = check(await factsOf(files), [scans]);
  return results.map(({ verdict, reason }) => `${verdict} ${reason ?? ''}`).join('\n');
};
const scan = '  script: [trivy config Dockerfile]\n';

test('GitLab refuses a pipeline with a job in a stage that it does not have', async () => {
  const refused = /^unknown \.gitlab-ci\.yml has viewer in a stage that its stages lack .*GitLab refuses all of it/;
  const viewer = 'viewer:\n  trigger:\n    include: viewer/gitlab-ci.yml\n';
  expect(await judge(`stages: [check, publish]\nscan:\n  stage: check\n${scan}${viewer}`)).toMatch(refused);
  expect(await judge(`scan:\n${scan}viewer:\n  stage: later\n  script: [ls]\n`)).toMatch(refused);
});

test('stages of GitLab itself, and those that are listed, are there', async () => {
  expect(await judge(`scan:\n  stage: test\n${scan}late:\n  stage: .post\n  script: [ls]\n`)).not.toContain('refuses');
  expect(await judge(`stages: [check]\nscan:\n  stage: check\n${scan}`)).not.toContain('refuses');
});
