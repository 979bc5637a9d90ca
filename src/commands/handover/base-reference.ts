import { bases } from '../../catalog/bases.ts';
import { knownImages } from '../../catalog/images.ts';
import type { Environment } from '../../model/command.ts';
import type { FinalImage } from '../../model/dockerfile/dockerfile-facts.ts';
import { parseDockerfile } from '../../parse/dockerfile/dockerfile.ts';
import { mostBytes } from './read-handover-reports.ts';

/** What the Dockerfile in a folder is made from. */
export interface NamedBase {
  /** Full name, through the names of stages and ARG; empty where the Dockerfile does not say it. */
  readonly reference: string;
  /** Where it was looked for. */
  readonly file: string;
}

/** Looks at the Dockerfile that a pipeline builds. Throws a UserError where there is none. */
export async function findBaseReference(folder: string, environment: Environment): Promise<NamedBase> {
  const file = folder === '.' ? 'Dockerfile' : `${folder}/Dockerfile`;
  const text = new TextDecoder().decode(await environment.readFile(file, mostBytes));
  const facts = parseDockerfile(file, text, { bases: Object.values(bases), images: knownImages });
  return { reference: describeBase(facts.final), file };
}

/** Full name of the image that the last stage goes back to; empty where none is known. */
export function describeBase(final: FinalImage | undefined): string {
  const image = final?.from.image;
  if (image === undefined) return '';
  const tag = image.tag === undefined ? '' : `:${image.tag}`;
  return `${image.canonicalRegistry}/${image.canonicalRepository}${tag}${image.digest === undefined ? '' : `@${image.digest}`}`;
}
