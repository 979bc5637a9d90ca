import { rSystemLibraries } from '../software/r-system-libraries.ts';
import type { Language } from '../../model/render/language.ts';

/** R. Models are loaded by torch for R, or through Python. */
export const r: Language = {
  name: 'r',
  label: 'R',
  interpreter: 'Rscript',
  ending: 'R',
  starter: 'main.R',
  loaderFile: 'offline_models.R',
  loaderPackages: ['jsonlite'],
  starterUsesPackages: true,
  modelLibraries: ['torch', 'reticulate'],
  systemLibraries: rSystemLibraries,
  listing: {
    locks: /^renv\.lock$/,
    lock: 'renv.lock',
    installsLock: 'renv::restore',
    resolvesAtBuild: false,
    second: { prefix: 'bioc::', address: 'https://packagemanager.posit.co/bioconductor/' },
  },
};
