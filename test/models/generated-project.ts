import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { offlineVariables } from '../../src/catalog/offline-variables.ts';
import { render } from '../../src/engine/render.ts';
import { selectOfflineVariables } from '../../src/engine/select-offline-variables.ts';
import type { BaseName } from '../../src/model/answers.ts';
import type { Artefact } from '../../src/model/artefact.ts';
import type { View } from '../../src/model/view.ts';

const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const artefact = (path: string, template = path): Artefact => ({ path, template, ownership: 'generator' });
const files: readonly Artefact[] = [
  artefact('offline_models.py', 'offline_models.py.ejs'), artefact('offline_models.R', 'offline_models.R.ejs'),
  artefact('models/fetch_models.py'), artefact('tests/test_offline_models.py'),
];

/** A fresh folder below the machine's temporary folder. */
export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'models-'));

/** Renders what a project of a base gets of the offline models into a fresh folder. */
export function generateProject(base: BaseName): string {
  const root = freshFolder();
  const view = { offline: selectOfflineVariables(offlineVariables, base) } as unknown as View;
  for (const [path, { text }] of render(files, view, (template) => readFileSync(join(templates, template), 'utf8'))) {
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
