import { expect, test } from 'vitest';
import { explainBuild } from '../../../src/engine/rehearsal/explain-build.ts';

test.each([
  ['Warning: unable to access index for repository https://cloud.r-project.org/src/contrib:', 'was not reached'],
  ['Error response from daemon: dockerfile parse error line 9: unknown flag: chmod', 'docker-buildx'],
  ['dial tcp: lookup registry-1.docker.io: no such host', 'cannot be fetched'],
  ['reading manifest 9.9 in docker.io/library/python: manifest unknown', 'does not exist under that name'],
  ['error: externally-managed-environment', 'PEP 668'],
  ['mkdir: cannot create directory ‘/safe_data’: File exists', 'exists already'],
  ['mkdir: cannot create directory ‘/safe_data’: Permission denied', 'USER root'],
  ['ERROR: No matching distribution found for pandas==99', 'does not exist under that name'],
  ['exit status 1', 'correct the step that failed'],
])('%s', (log, advice) => {
  expect(explainBuild(log, '.')).toContain(advice);
});

test('a command of the advice names the folder', () => {
  expect(explainBuild('manifest unknown', 'tre')).toContain('`tre-container pin --check tre`');
  expect(explainBuild('manifest unknown', '.')).toContain('`tre-container pin --check`');
  expect(explainBuild('exit status 1', 'my tre')).toContain("`tre-container check 'my tre'`");
});
