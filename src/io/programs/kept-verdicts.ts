import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptVerdicts } from '../../model/check/kept-verdicts.ts';
import { syntaxPlaces } from './syntax-places.ts';

/** What was said of new projects of this base when this version was built (`scripts/judge-forms.mjs`); nothing in the source tree. */
export function readKeptVerdicts(base: string): KeptVerdicts | undefined {
  if (!known.has(base)) known.set(base, read(base));
  return known.get(base);
}

/** Each once a process. */
const known = new Map<string, KeptVerdicts | undefined>();

function read(base: string): KeptVerdicts | undefined {
  const { verdicts } = syntaxPlaces();
  if (verdicts === undefined) return undefined;
  const file = join(verdicts, `${base}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptVerdicts) : undefined;
}
