import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check as run } from '../helpers/call-commands.ts';
import { openProject } from '../../src/io/project/project-files.ts';
import type { Host } from '../../src/model/command.ts';
import type { ProjectFiles } from '../../src/model/ports.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const count = 400;
let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'check-memory-'));
  for (let at = 0; at < count; at += 1) {
    await mkdir(join(root, String(at)));
    // Its findings quote it, so that a message that is kept as it is would keep the file.
    const quoted = `registry.example.org/a-rather-long-name/of-an-image-${String(at)}:latest`;
    await writeFile(
      join(root, String(at), 'Dockerfile'),
      `FROM ${quoted}\n# tre-container ignore=no-such-rule-${String(at)} -- a reason that is long enough\nADD a-file-of-${String(at)}-that-is-there /opt/a-folder-of-${String(at)}/\n${'# nothing in particular, many times\n'.repeat(300)}`,
    );
  }
});
afterAll(async () => rm(root, { recursive: true, force: true }));

/** Bytes in use when the last target has been judged and something of it is printed. */
async function weigh(targets: number, format: string): Promise<number> {
  let opened = 0;
  let bytes = Number.NaN;
  const out = (): void => {
    if (opened < targets || !Number.isNaN(bytes)) return;
    collectGarbage();
    bytes = process.memoryUsage().heapUsed;
  };
  const open = (directory: string): ProjectFiles => {
    opened += 1;
    return openProject(resolve(root, directory));
  };
  const environment = {
    terminal: { colour: false, columns: 80, out, err: () => undefined },
    cwd: root,
    version: '1.2.3',
    variables: {},
    openProject: open,
    now: () => 0,
    git: async () => ({}),
    templates: () => '',
    readFile: async () => new Uint8Array(),
  } satisfies Host;
  await run(
    {
      targets: Array.from({ length: targets }, (_, at) => `${String(at)}/Dockerfile`),
      flags: { format: format as 'text' },
    },
    environment,
  );
  return bytes;
}

/** KiB that the report may keep of a target until its end: text and Markdown are grouped by what to do first, so that they keep the lines that they will print. Each Dockerfile here has 11. */
test.each([
  ['text', 8],
  ['json', 3],
  ['sarif', 3],
  ['markdown', 8],
  ['github', 3],
  ['junit', 3],
])('a run over many keeps neither files, facts nor verdicts of what it has judged: %s', async (format, allowed) => {
  const few = await weigh(50, format);
  const many = await weigh(count, format);
  expect((many - few) / 1024 / (count - 50)).toBeLessThan(allowed);
});
