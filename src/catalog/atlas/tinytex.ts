import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tinytex',
  title: 'TinyTeX',
  language: 'r',
  imports: ['tinytex'],
  packages: { cran: ['tinytex'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: [
        'tinytex::install_tinytex',
        'tinytex::reinstall_tinytex',
        'tinytex::tlmgr_install',
        'tinytex::tlmgr_update',
        'tinytex::parse_install',
      ],
      does: 'installs LaTeX',
      unless: [{ variable: 'TINYTEX_PREVENT_INSTALL', is: /true|1/i }],
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['tinytex::latexmk', 'tinytex::pdflatex', 'tinytex::xelatex', 'tinytex::lualatex'],
      does: 'installs LaTeX packages that are missing',
      unless: [
        { argument: named('install_packages'), is: ['false'] },
        { elsewhere: ['options'], argument: named('tinytex.install_packages'), is: ['false'] },
      ],
    },
  ],
  settings: [
    {
      name: 'TINYTEX_PREVENT_INSTALL',
      value: 'true',
      kind: 'switch',
      why: 'install_tinytex() fails at once',
      afterInstall: true,
    },
  ],
  caches: [{ place: '~/.TinyTeX', movedBy: [], argument: named('dir') }],
  stage: {
    outside: 'nothing: LaTeX belongs into the image',
    inside: `RUN Rscript -e "tinytex::install_tinytex(dir = '/opt/tinytex')", render the document once in the build; options(tinytex.install_packages = FALSE)`,
  },
  examples: {
    asks: 'tinytex::install_tinytex()',
    local: 'tinytex::pdflatex("/scratch/x.tex", install_packages = FALSE)',
  },
  seen: {
    version: 'rstudio/tinytex 0.60.1',
    date: '2026-11-25',
    how: 'source',
    where: 'R/latex.R:58-62,101-102,195-205; R/install.R:41-52',
  },
});
