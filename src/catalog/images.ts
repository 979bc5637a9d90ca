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
