import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { adopt as run } from '../../helpers/call-commands.ts';
import { madeUpRepositories } from '../../engine/adopt/made-up-repositories.ts';
import { catchEnvironment } from '../../fakes/environment.ts';
import { snapshotFolder } from '../../helpers/snapshot-folder.ts';

const isSurvey = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('schema/survey.schema.json', 'utf8')) as object,
);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function survey(flags: Readonly<Record<string, boolean>>): Promise<string> {
  const environment = catchEnvironment();
  expect(await run({ targets: [folder], flags: { survey: true, ...flags } }, environment)).toBe(0);
  return environment.printed.out;
}

describe('adopt --survey', () => {
  it.each(Object.entries(madeUpRepositories))(
    '%s: prints what the schema says, and changes nothing',
    async (_name, { files }) => {
      write(files);
      const before = snapshotFolder(folder);
      expect([isSurvey(JSON.parse(await survey({ json: true }))), isSurvey.errors]).toEqual([true, null]);
      expect(snapshotFolder(folder)).toEqual(before);
    },
  );

  it('names facts with their places, reasons, and what is to be decided', async () => {
    write(madeUpRepositories['torch, three programs, one in the README']?.files ?? {});
    const text = await survey({});
    expect(text).toMatch(/started by +python run_train\.py data=x +README\.md:2/);
    expect(text).toMatch(/base +pytorch +torch is imported \(\S+:\d+\)/);
    expect(text).toMatch(/--set program=run_train\.py \| .*decided-at-run/);
  });

  it.each([
    ['prgram=run_train.py', 'there is no answer called "prgram"'],
    ['mode=interactve', 'mode is "interactve"'],
    ['program=run_trian.py', 'there is no run_trian.py'],
    ['registry=docker.io/x', 'registry'],
  ])('refuses --set %s as a run that writes does', async (set, what) => {
    write(madeUpRepositories['torch, three programs, one in the README']?.files ?? {});
    const started = run({ targets: [folder], flags: { survey: true, set: [set] } }, catchEnvironment());
    await expect(started).rejects.toThrow(what);
  });

  it('lets no name of a file speak to the terminal', async () => {
    write({ 'a\u001B[31m.py': 'import torch\nif __name__ == "__main__":\n  print(1)\n', '.gitignore': '' });
    expect(await survey({})).not.toContain('\u001B');
  });
});
