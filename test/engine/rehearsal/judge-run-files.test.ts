import { expect, test } from 'vitest';
import { judgeRunFiles } from '../../../src/engine/rehearsal/judge-run-files.ts';
import { whyApptainerRefuses } from '../../../src/engine/rehearsal/why-apptainer-refuses.ts';
import { noOptions } from '../../../src/parse/manifests/run-files.ts';

const none = { podman: noOptions, apptainer: noOptions, kubernetes: noOptions };
const all = ['podman', 'apptainer', 'kubernetes'] as const;

test('a variable that only podman gets is named where other runtimes are chosen', () => {
  const options = { ...none, podman: { ...noOptions, environment: { MODE: 'batch' } } };
  const [finding] = judgeRunFiles(options, all, { entrypoint: [] }, []);
  expect(finding).toMatchObject({ requirement: 'any-identity', level: 'warning' });
  expect(finding?.message).toContain('the variable MODE, and apptainer and kubernetes read another file');
  expect(judgeRunFiles(options, ['podman'], { entrypoint: [] }, [])).toEqual([]);
});

test.each([
  [['/bin/sh', '-c', 'python3 /app/main.py'], ['--x'], 1],
  [['/bin/sh', '-c', 'python3 /app/main.py'], [], 0],
  [['/bin/sh', '-c', 'exec python3 /app/main.py "$@"', '--'], ['--x'], 0],
  [['/bin/sh', '-c', 'exec python3 /app/main.py "$0" "$@"'], ['--x'], 0],
  [['python3', '/app/main.py'], ['--x'], 0],
] as const)('ENTRYPOINT %j with arguments %j: %d findings', (entrypoint, given, count) => {
  expect(judgeRunFiles(none, all, { entrypoint }, given)).toHaveLength(count);
});

test.each([
  ['A=plain\n', [], false, 'nothing'],
  ['A=plain\nB="x"\nC=a b\n', [], false, 'stops at line 3, C'],
  ['B="x"\n', [], true, 'B of line 1 gets another value'],
  ['', ['--filter=cost>$100'], false, '--filter=cost>$100 of ces/arg-file.txt'],
  ['', ['a', '>', 'b'], false, '> of ces/arg-file.txt'],
  ['', ['--filter=cost>$100'], true, 'nothing'],
] as const)('apptainer with env-file %j, arguments %j, --no-eval %j', (environment, given, isLiteral, says) => {
  const said = whyApptainerRefuses(environment, given, { isLiteral });
  expect(said ?? 'nothing').toContain(says);
});
