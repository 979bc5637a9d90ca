import { expect, test } from 'vitest';
import { reasonOf } from '../../src/shared/reason-of.ts';

test.each([
  ["Error: short-name did not resolve\nSee 'podman create --help'\n", 'Error: short-name did not resolve'],
  [
    "docker: Error response from daemon: no such image.\nRun 'docker run --help' for more information\n",
    'docker: Error response from daemon: no such image.',
  ],
  [
    'time=now level=warning msg=x\nError: crun: executable not found\ntime=now level=warning msg=y\n',
    'Error: crun: executable not found',
  ],
  ['cannot connect\n\n', 'cannot connect'],
  ['', ''],
])('%j fails because of %j', (log, reason) => {
  expect(reasonOf(log)).toBe(reason);
});
