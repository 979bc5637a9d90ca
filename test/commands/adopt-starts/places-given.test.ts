import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { catchEnvironment } from '../../fakes/environment.ts';
import { adopt } from '../../helpers/call-commands.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-given-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (name: string): string => readFileSync(join(folder, 'tre', name), 'utf8');

async function adoptScript(script: string, more: readonly string[] = []): Promise<void> {
  const files = {
    'infer.sh': script,
    'net/run.py':
      'import argparse\np = argparse.ArgumentParser()\np.add_argument("--model_path")\nprint(p.parse_args())\n',
    'net/labels.csv': 'a\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  chmodSync(join(folder, 'infer.sh'), 0o755);
  const set = ['project=nsh-2026-001', 'registry=ghcr.io/me', ...more];
  expect(await adopt({ targets: [folder], flags: { defaults: true, base: 'python', set } }, catchEnvironment())).toBe(
    0,
  );
}

const script = 'model="net/weights/epoch=273.tar"\npython net/run.py --model_path=$model --out results\n';

test('a stored model that a script of the start names, and the repository lacks, is a to-do, and found in /safe_data', async () => {
  await adoptScript(`#!/bin/sh\n${script}`, ['program=./infer.sh']);
  expect(read('README.md')).toContain(
    '- [ ] net/weights/epoch=273.tar is read, and is not in the repository: in the TRE it must lie below /safe_data, by that name (infer.sh:3)',
  );
  expect(read('start.sh')).toContain('ln -s "/safe_outputs/$folder" "$folder"');
  expect(read('README.md')).toMatch(/\| found in .*net/);
});

test('of a script that changes its folder nobody knows from where it names them', async () => {
  await adoptScript(`#!/bin/sh\ncd "$(dirname "$0")/.."\n${script}`, ['program=./infer.sh']);
  expect(read('README.md')).not.toContain('epoch=273.tar');
});

test('each folder of another platform is named for made-up input', async () => {
  await adoptScript(script, ['program=python net/run.py --model_path /weights/a.pt --in /input/images']);
  expect(read('README.md')).toMatch(/finds in `\/input\/` lies in `.*`, in `\/weights\/` lies in `/);
});
