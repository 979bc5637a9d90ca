import { expect, test } from 'vitest';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';
import authenticated from '../../src/rules/interactive-server-authenticated.ts';
import exposed from '../../src/rules/interactive-port-exposed.ts';

async function verdictOf(rule: CheckedRule, project: Readonly<Record<string, string>>): Promise<string> {
  const verdict = rule.check(await factsOf(project));
  return verdict.verdict === 'fail'
    ? verdict.findings
        .map(({ message, location }) => `${location?.file ?? ''}:${String(location?.line)} ${message}`)
        .join('\n')
    : verdict.verdict;
}

const session = (script: string, expose = 'EXPOSE 8888\n'): Readonly<Record<string, string>> => ({
  Dockerfile: `FROM quay.io/jupyter/scipy-notebook:2026-10-05\nCOPY start.sh /app/\n${expose}CMD ["/app/start.sh"]\n`,
  'start.sh': `#!/bin/bash\n${script}exec start.sh start-notebook.py "\${options[@]}" "$@"\n`,
});

test('a script that starts a server is no batch job, though no port is exposed', async () => {
  const files = session('options=()\n', '');
  const Dockerfile = (files['Dockerfile'] ?? '').replace(/^FROM .*/, 'FROM docker.io/library/python:3.13');
  expect(await verdictOf(exposed, { ...files, Dockerfile })).toContain('no port is exposed');
  // The base exposes one.
  expect(await verdictOf(exposed, files)).toBe('pass');
  expect(await verdictOf(exposed, session('options=()\n'))).toBe('pass');
  expect(await verdictOf(authenticated, session('options=()\n', ''))).toBe('pass');
});

test('an option in an array of such a script lets everybody in', async () => {
  const open = 'options=(--ServerApp.root_dir=/ "--IdentityProvider.token=" --port=8888)\n';
  expect(await verdictOf(authenticated, session(open))).toContain('lets everybody in');
  expect(await verdictOf(authenticated, session(open, ''))).toContain('lets everybody in');
  expect(await verdictOf(authenticated, session(`# ${open}`))).toBe('pass');
  expect(await verdictOf(authenticated, session('options=(--IdentityProvider.token="$TOKEN")\n'))).toBe('pass');
});
