import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'quarto',
  title: 'Quarto',
  language: 'program',
  imports: ['quarto'],
  packages: { pypi: ['quarto-cli', 'quarto'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      commands: ['quarto install', 'quarto add', 'quarto update', 'quarto use'],
      does: 'installs a tool, extension or LaTeX',
    },
    {
      on: 'always',
      effect: 'installs',
      commands: [
        'quarto render --to pdf',
        'quarto render --to beamer',
        'quarto render -t pdf',
        'quarto render -t beamer',
      ],
      does: 'installs LaTeX packages that are missing, with tlmgr',
      unless: [{ option: 'latex-auto-install:false' }],
    },
    { on: 'always', effect: 'sends', commands: ['quarto publish'], does: 'publishes the document' },
  ],
  caches: [
    { place: '~/.cache/quarto', movedBy: ['XDG_CACHE_HOME'] },
    { place: '~/.local/share/quarto', movedBy: ['XDG_DATA_HOME'] },
    { place: '~/.TinyTeX', movedBy: [] },
  ],
  stage: {
    outside: 'nothing',
    inside:
      'copy the project to /scratch and render it there with --output-dir /safe_outputs; format: typst, which needs nothing, or latex-auto-install: false with a full TeX Live',
  },
  note: 'A PDF installs LaTeX packages that are missing (latex-auto-install), and so does `format: pdf` in the head of a document; diagrams of mermaid or dot in a PDF need a browser; a page with formulas asks a CDN where it is opened (html-math-method: mathml does not).',
  examples: { asks: 'quarto install tinytex', local: 'quarto render /scratch/x.qmd --output-dir /safe_outputs' },
  seen: {
    version: 'quarto-cli 5d1da592d',
    date: '2026-11-25',
    how: 'source',
    where:
      'src/command/render/template.ts:229-234; src/core/jupyter/widgets.ts:104-120; src/command/render/pandoc.ts:1558,1624; src/core/appdirs.ts:129-147; src/command/render/latexmk/latexmk.ts:70-76; src/command/render/output-typst.ts:46-70',
  },
});
