import type { AdoptedLanguage } from '../../../model/adopt/surveyed-language.ts';
import { usualInR } from '../../software/r-names.ts';
import { rSystemLibraries } from '../../software/r-system-libraries.ts';
import { rStandard } from '../libraries.ts';

/** R, as repositories have it. */
export const r: AdoptedLanguage = {
  name: 'r',
  label: 'R',
  start: ['Rscript', '{path}'],
  scripts: ['R', 'r'],
  entry: { by: 'calls', moreThan: 1, orFiles: true },
  inDocuments: { sign: /"name":\s*"(?:ir|R)"|"language":\s*"R"/ },
  ownsDocuments: true,
  systemLibraries: rSystemLibraries,
  imports: {
    language: 'r',
    separator: '::',
    standard: rStandard,
    usual: usualInR,
    ownFiles: false,
    file: /\.[Rr]$/,
    qualified: /^([A-Za-z][\w.]*):::?/,
    loaders: [
      // targets loads these for every step.
      { callee: /(?:^|::)tar_option_set$/, argument: 'packages' },
      { callee: /(?:^|::)p_load$/, argument: 0 },
      // tarchetypes only suggests them.
      { callee: /(?:^|::)tar_render(?:_rep)?(?:_raw)?$/, packages: ['rmarkdown'] },
      { callee: /(?:^|::)tar_quarto(?:_rep)?(?:_raw)?$/, packages: ['quarto'] },
      { callee: /(?:^|::)tar_knit(?:_raw)?$/, packages: ['knitr'] },
    ],
  },
  rootMarks: { libraries: ['here', 'rprojroot'], files: [/^\.here$/, /^[^/]+\.Rproj$/, /^DESCRIPTION$/] },
  ownPackage: {
    file: 'DESCRIPTION',
    name: /^Package:[ \t]*([A-Za-z][\w.]*)/m,
    needs: ['NAMESPACE'],
    writes: 'roxygen2::roxygenise()',
    parts: /^(?:DESCRIPTION|NAMESPACE|configure|cleanup|(?:R|src|inst|exec|tools)\/.+)$/,
    data: /^(?:data\/.+|R\/sysdata\.rda)$/,
    install: 'R CMD INSTALL --no-docs --clean',
  },
  adopt: {
    tools: ['r'],
    ownList: 'install_packages.R',
    script: {
      whole: { installer: 'renv', file: 'renv.lock', takesMore: true },
      // A name, one in a version, Bioconductor's, or a repository at a commit.
      exact: /^(?:bioc::)?[A-Za-z][\w.]*(?:@\d[\w.-]*)?$|^[\w-]+\/[\w.-]+@[0-9a-f]{40}$/,
      place: { file: '/app/renv.lock' },
    },
    takesDockerfile: true,
    imageBrings: [{ image: /\/(?:tidyverse|verse|geospatial)(?::|$)/, packages: ['tidyverse', 'knitr', 'rmarkdown'] }],
  },
};
