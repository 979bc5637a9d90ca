import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import noLicenceServer from '../../src/rules/no-licence-server.ts';
import { factsOf } from '../helpers/project.ts';

const head = 'FROM docker.io/library/debian:13\nCOPY . /opt/\n';

test.each([
  ['matlab as the start', 'CMD ["matlab", "-batch", "main"]\n', 'unknown'],
  ['matlab with a licence', 'ENV MLM_LICENSE_FILE=/safe_data/m.lic\nCMD ["matlab", "-batch", "main"]\n', 'pass'],
  ['matlab-batch as the start', 'CMD ["matlab-batch", "main"]\n', 'fail'],
  ['matlab in a script', 'ENTRYPOINT ["sh", "/opt/s.sh"]\n', 'unknown'],
  ['MOSEK without a licence', 'ENTRYPOINT ["python3", "/opt/main.py"]\n', 'unknown'],
])('%s', async (_what, start, expected) => {
  const facts = await factsOf({
    Dockerfile: head + start,
    's.sh': 'matlab -batch main\n',
    'main.py': 'import mosek\nenv = mosek.Env()\n',
  });
  expect(check(facts, [noLicenceServer]).results[0]?.verdict).toBe(expected);
});
