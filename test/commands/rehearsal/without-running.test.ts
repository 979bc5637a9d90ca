import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { rehearse } from '../../helpers/call-commands.ts';

const validate = new Ajv2020({ allErrors: true, strict: false }).compile(
  JSON.parse(readFileSync('schema/rehearse.schema.json', 'utf8')) as object,
);
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plan-'));
  cpSync('test/golden/python-minimal', root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

async function print(flags: object): Promise<string> {
  const environment = catchEnvironment();
  expect(await rehearse({ targets: [root], flags }, environment)).toBe(0);
  return environment.printed.out;
}

test.each([{ 'dry-run': true }, { 'print-context-digest': true }])(
  '%o prints as JSON what it prints as text',
  async (flags) => {
    const text = await print(flags);
    const said = JSON.parse(await print({ ...flags, json: true })) as { digest?: string; cells?: { id: string }[] };
    expect(validate(said) ? [] : validate.errors).toEqual([]);
    const named = [said.digest ?? [], (said.cells ?? []).map(({ id }) => id)].flat();
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(text).toContain(name);
  },
);

test('a Dockerfile that is beyond what is read is not rehearsed', async () => {
  writeFileSync(join(root, 'Dockerfile'), 'FROM a\n'.repeat(1001));
  for (const flags of [{}, { 'dry-run': true }, { 'print-context-digest': true }])
    await expect(rehearse({ targets: [root], flags }, catchEnvironment())).rejects.toThrow(
      'cannot be read: it has 1001 lines that begin with FROM; more than 1000 are not read',
    );
});
