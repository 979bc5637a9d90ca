import type { KnownImage } from '../model/dockerfile/known-image.ts';
import { languageImages } from './images/languages.ts';
import { distributionImages } from './images/distributions.ts';
import { rockerImages } from './images/rocker.ts';
import { jupyterImages } from './images/jupyter.ts';
import { gpuImages } from './images/gpu.ts';
import { condaImages } from './images/conda.ts';
import { biologyImages } from './images/biology.ts';
import { applicationImages } from './images/applications.ts';
import { hardenedImages } from './images/hardened.ts';
import { officialImages } from './images/official-images.ts';
import { bases } from './bases.ts';

/** Images that research projects are built on, by family: what each brings along. */
export const knownImages: readonly KnownImage[] = [
  ...languageImages,
  ...distributionImages,
  ...rockerImages,
  ...jupyterImages,
  ...gpuImages,
  ...condaImages,
  ...biologyImages,
  ...applicationImages,
  ...hardenedImages,
];

/** `registry/repository` of every image that is known by its whole name: a name that is nearly one of them is a typing error. */
export const namedImages: ReadonlySet<string> = new Set([
  ...officialImages,
  ...knownImages.flatMap(({ repositories }) => repositories.filter((name) => !name.endsWith('*'))),
  ...Object.values(bases).flatMap(({ repositories }) => repositories),
]);
