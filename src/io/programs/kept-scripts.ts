import { readFileSync } from 'node:fs';
import type { KeptScript } from '../../model/pipelines/kept-script.ts';
import { syntaxPlaces } from './syntax-places.ts';

/** The scripts of new projects' pipelines that the build read (`scripts/read-pipelines.mjs`); none in the source tree. */
export function readKeptScripts(): readonly KeptScript[] {
  const { scripts } = syntaxPlaces();
  return scripts === undefined ? [] : (JSON.parse(readFileSync(scripts, 'utf8')) as readonly KeptScript[]);
}
