import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { atlas } from '../../src/catalog/atlas.ts';
import type { AtlasEntry } from '../../src/model/atlas/atlas-entry.ts';
import { run } from '../models/run.ts';
import { proofs } from './proofs.ts';

const venv = fileURLToPath(new URL('../../node_modules/.cache/libraries-venv', import.meta.url));
/** Python with the library of every proof. */
export const python = `${venv}/bin/python`;

/** The entry of a proof. Throws where there is none, or where it names no version that pip could install. */
export function entryOf(name: string): AtlasEntry & { readonly requirement: string } {
  const entry = atlas.find((each) => each.name === name && each.language === 'python');
  const [, version] = /^[\w.-]+ (\d[\w.]*)$/.exec(entry?.seen.version ?? '') ?? [];
  const [distribution] = entry?.packages.pypi ?? [];
  if (entry === undefined || version === undefined || distribution === undefined)
    throw new Error(`the atlas has no version of ${name}: ${entry?.seen.version ?? 'no entry'}`);
  return { ...entry, requirement: `${distribution}==${version}` };
}

/** Installs the versions that the entries name, once for each state of these; fails, never skips, when a tool is missing. */
export default async function installLibraries(): Promise<void> {
  const wanted = [...new Set(proofs.flatMap(({ entry, packages = [] }) => [entryOf(entry).requirement, ...packages]))]
    .toSorted()
    .join('\n');
  const stamp = `${venv}/installed.txt`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await must('python3', ['-m', 'venv', '--clear', venv]);
  await must(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'uv']);
  writeFileSync(`${venv}/requirements.txt`, wanted);
  await must(python, ['-m', 'uv', 'pip', 'install', '--quiet', '--requirement', `${venv}/requirements.txt`]);
  // Some packages hold templates that are no Python; all the others start faster.
  await run(python, ['-m', 'compileall', '-q', '-j', '0', `${venv}/lib`], { milliseconds: 900_000 });
  writeFileSync(stamp, wanted);
}

async function must(command: string, args: readonly string[]): Promise<void> {
  const { status, output } = await run(command, args, { milliseconds: 900_000, variables: { VIRTUAL_ENV: venv } });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
}
