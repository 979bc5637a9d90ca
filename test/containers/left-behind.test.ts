import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { everything } from './equipment/everything.ts';
import { localImage } from './equipment/load-stand-in.ts';
import { makeProject, rehearseFolder, type Rehearsed } from './equipment/rehearse-folder.ts';

const result = "open('/safe_outputs/r.csv', 'w').write('n\\n1\\n')\n";
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(dirname(folder), { recursive: true, force: true });
});

function project(program: string, more: readonly string[]): string {
  const folder = makeProject({
    Dockerfile: `${[`FROM ${localImage}`, 'RUN mkdir /safe_data /safe_outputs /scratch', 'COPY . /app/', ...more].join('\n')}\n`,
    '.dockerignore': 'rehearsal\n',
    'main.py': program,
    'rehearsal/safe_data/a.csv': 'id,age\n1,40\n',
  });
  folders.push(folder);
  return folder;
}

/** Built by docker's own builder, whose images need no handing over. */
const rehearse = (folder: string, cells: readonly string[]): Promise<Rehearsed> =>
  rehearseFolder(folder, { engine: 'docker', builder: 'docker', cell: [...cells] });

const verdicts = ({ evidence }: Rehearsed): object =>
  Object.fromEntries(evidence.cells.map(({ id, verdict }) => [id, verdict]));

test('volumes of the image, former images and temporary files do not stay behind, whether it passes or fails', async () => {
  const volumes = ['RUN mkdir /db && echo x > /db/x', 'VOLUME /db /more'];
  const start = 'CMD ["python3", "/app/main.py"]';
  const folder = project(result, [...volumes, start]);
  await rehearse(folder, ['root:read-only']);
  const before = everything();
  const seen = await rehearse(folder, ['root:read-only', 'host-user:read-only', 'writes']);
  expect(verdicts(seen)).toEqual({ 'root:read-only': 'pass', 'host-user:read-only': 'pass', writes: 'pass' });
  expect(seen.cell('writes').findings).toEqual([]);
  expect(everything()).toEqual(before);
  await rehearse(project('raise SystemExit(1)\n', [...volumes, start]), ['root:read-only']);
  expect(everything()).toEqual(before);
});

test('what the image has at a VOLUME may not be written where the root file system is read-only, as apptainer has it', async () => {
  const program = `print(open("/db/x").read())\nopen("/db/y", "w").write("y")\n${result}`;
  const folder = project(program, [
    'RUN mkdir -m 777 /db && echo x > /db/x',
    'VOLUME /db',
    'CMD ["python3", "/app/main.py"]',
  ]);
  const before = everything();
  const seen = await rehearse(folder, ['root:read-only']);
  expect(verdicts(seen)).toEqual({ 'root:read-only': 'fail' });
  expect(
    seen
      .cell('root:read-only')
      .findings.map(({ message }) => message)
      .join('\n'),
  ).toContain('/db/y');
  expect(everything()).toEqual(before);
});
