import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'rmarkdown',
  title: 'R Markdown, bookdown and knitr',
  language: 'r',
  imports: ['rmarkdown', 'bookdown', 'knitr', 'xaringan', 'flexdashboard'],
  packages: { cran: ['rmarkdown', 'bookdown', 'knitr', 'xaringan', 'flexdashboard'] },
  brings: ['tinytex'],
  triggers: [
    {
      on: 'always',
      effect: 'page',
      calls: ['rmarkdown::render', 'bookdown::render_book'],
      does: 'makes a page whose formulas ask a CDN where it is opened',
      unless: [{ argument: at(1, 'output_format'), is: [/pdf|word|md|latex/] }],
      reported: true,
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['knitr::include_graphics', 'knitr::include_url', 'knitr::include_app'],
      argument: at(0, 'path', 'url'),
      when: [{ argument: at(0, 'path', 'url'), is: ['address'] }],
      does: 'fetches from an address while it renders',
    },
  ],
  writes: [
    {
      place: 'beside',
      calls: ['rmarkdown::render'],
      argument: at(0, 'input'),
      unless: [named('output_dir'), named('output_file')],
    },
  ],
  stage: {
    outside: 'nothing',
    inside:
      'render("/opt/app/x.Rmd", output_dir = "/safe_outputs", intermediates_dir = "/scratch", knit_root_dir = "/scratch"), with mathjax: local',
  },
  examples: {
    asks: 'knitr::include_graphics("https://example.org/x.png")',
    local: 'rmarkdown::render("/opt/app/x.Rmd", output_dir = "/safe_outputs", intermediates_dir = "/scratch")',
  },
  seen: {
    version: 'rstudio/rmarkdown 2.31.2',
    date: '2026-11-25',
    how: 'source',
    where: 'R/html_document_base.R:17-47,259-326; R/html_dependencies.R:475; R/pandoc.R:508',
  },
});
