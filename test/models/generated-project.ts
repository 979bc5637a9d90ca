import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { BaseName } from '../../src/model/answers/answers.ts';
import { completeAnswers, renderAnswers } from '../helpers/golden.ts';
import { run } from './run.ts';

const folders: string[] = [];

/** A fresh folder below the machine's temporary folder; it is removed after the tests of the file. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'models-'));
  folders.push(folder);
  return folder;
}

afterAll(async () => {
  // Tests close folders; only who may enter one can empty it.
  await run('chmod', ['-R', 'u+rwX', ...folders]);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes the project that a base's default answers give into a fresh folder. */
export async function generateProject(base: BaseName): Promise<string> {
  const root = freshFolder();
  for (const [path, { text }] of await renderAnswers(
    await completeAnswers({ base, name: 'proof', models: [], offlineLoader: true }),
  )) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Writes `models/models.json`. */
export function writeManifest(root: string, ...models: readonly unknown[]): void {
  writeFileSync(join(root, 'models/models.json'), JSON.stringify({ version: 1, models }));
}

/** A copy of a project, so that a test can damage it. */
export function copyProject(root: string): string {
  const copy = freshFolder();
  cpSync(root, copy, { recursive: true });
  return copy;
}
