import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import outputsInSafeDirectories from '../../src/rules/outputs-in-safe-directories.ts';
import sendsNothing from '../../src/rules/sends-nothing.ts';
import startsWithoutInteraction from '../../src/rules/starts-without-interaction.ts';
import { factsOf } from '../helpers/project.ts';

const programs = {
  'src/fetch.py': 'import requests\nrequests.get("https://example.org/a.csv")\n',
  'src/track.py': 'import wandb\nwandb.init(project="x")\nopen("/opt/out.csv", "w").write("x")\ninput("which? ")\n',
};
const project = (...lines: readonly string[]): Record<string, string> => ({
  ...programs,
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["/app/start.sh"]\n',
  'src/start.sh': `#!/bin/sh\nset -eu\n${lines.join('\n')}\n`,
});

async function judged(rule: Parameters<typeof check>[1][number], files: Record<string, string>): Promise<string> {
  const { results } = check(await factsOf(files), [rule]);
  return results
    .map(({ verdict, message, reason, location }) => `${verdict} ${location?.file ?? ''} ${reason ?? message}`)
    .join('\n');
}

test.each([
  ['an interpreter', 'python3 "$@"'],
  ['an interpreter with options', 'exec python3 -u "$@"'],
  ['by its ending', 'case "$1" in\n  *.sh) bash "$@" ;;\n  *) python3 "$@" ;;\nesac'],
  ['whatever is given', 'exec "$@"'],
])('a start that runs what each run names could start every program: %s', async (_what, line) => {
  const files = project(line);
  expect(await judged(noRuntimeDownload, files)).toContain(
    'fail src/fetch.py requests.get asks a web server, if somebody starts it',
  );
  expect(await judged(sendsNothing, files)).toContain('fail src/track.py wandb.init');
  expect(await judged(outputsInSafeDirectories, files)).toContain('fail src/track.py writes to /opt/out.csv');
  expect(await judged(importsInstalled, files)).toContain('requests is imported');
  expect(await judged(startsWithoutInteraction, files)).toContain('fail src/track.py asks for input');
  expect(await judged(imageComplete, files)).toContain('which of the programs is started, each run names');
});

test.each([
  ['a program that gets the arguments', 'python3 /app/track.py "$@"'],
  ['the program beside its options', 'exec python3 -u /app/track.py "$@"'],
  ['what only prints them', 'echo "$@"\npython3 /app/track.py'],
])('a start that names its program starts that one: %s', async (_what, line) => {
  const files = project(line);
  expect(await judged(noRuntimeDownload, files)).not.toContain('requests.get');
  expect(await judged(sendsNothing, files)).toMatch(/^fail src\/track\.py wandb\.init \S+ .* \(ENTRYPOINT -> /);
});

test('what CMD names is what is started', async () => {
  const files = project('exec python3 "$@"');
  const named = { ...files, Dockerfile: `${files['Dockerfile'] ?? ''}CMD ["/app/track.py"]\n` };
  expect(await judged(noRuntimeDownload, named)).not.toContain('requests.get');
});
