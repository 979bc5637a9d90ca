import { describe, expect, it } from 'vitest';
import { latexToDos } from '../../../src/engine/adopt/start/needs-latex.ts';

const none = { image: undefined, has: [], folder: 'tre', lines: undefined };
const toDo = (
  start: readonly string[],
  head: string,
  options: Partial<Parameters<typeof latexToDos>[2]> = {},
): string =>
  latexToDos(start, () => (head.startsWith('format') && start.length === 2 ? head : `---\n${head}\n---\ntext\n`), {
    ...none,
    ...options,
  })
    .map(({ text }) => text)
    .join();
const quarto = ['quarto', 'render', 'paper.qmd'];
const markdown = ['Rscript', '-e', 'rmarkdown::render("paper.Rmd")'];

describe('a document that becomes a PDF through LaTeX', () => {
  it.each([
    [quarto, 'format: pdf'],
    [quarto, 'format:\n  pdf:\n    toc: true'],
    [quarto, 'format:\n  elsevier-pdf:\n    keep-tex: true'],
    [quarto, 'format:\n  html: default\n  pdf: default'],
    [[...quarto, '--to', 'pdf'], 'title: x'],
    [['quarto', 'render'], 'format: pdf'],
    [markdown, 'output: pdf_document'],
    [markdown, 'output:\n  papaja::apa6_pdf: default'],
    [markdown, 'output: rticles::elsevier_article'],
    [['sh', '-c', 'Rscript a.R && quarto render paper.qmd'], 'format: pdf'],
  ])('%j with %j is a to-do that names the way', (start, head) => {
    expect(toDo(start, head)).toContain('becomes a PDF through LaTeX, which the image does not have');
    expect(toDo(start, head)).toMatch(/tre-container upgrade tre --set systemPackages=\S*texlive-xetex/);
  });

  it.each([
    [quarto, 'format: html'],
    [quarto, 'format: typst'],
    [quarto, 'format:\n  pdf:\n    pdf-engine: weasyprint'],
    [[...quarto, '--to', 'html'], 'format: pdf'],
    [markdown, 'output: html_document'],
    [markdown, 'title: "pdf_documents: a study"'],
    [['Rscript', 'a.R'], 'format: pdf'],
  ])('%j with %j is none', (start, head) => {
    expect(toDo(start, head)).toBe('');
  });

  it('is none on an image that has it, and keeps what is installed already', () => {
    expect(toDo(quarto, 'format: pdf', { has: ['libxml2-dev'] })).toContain('=libxml2-dev,lmodern,');
    expect(toDo(quarto, 'format: pdf', { has: ['texlive-xetex'] })).toBe('');
    expect(toDo(quarto, 'format: pdf', { image: { from: 'rocker/verse:4.3.0', systemPackages: [] } as never })).toBe(
      '',
    );
    expect(toDo(quarto, 'format: pdf', { lines: ['RUN quarto install tinytex'] })).toBe('');
    expect(toDo(markdown, 'output: pdf_document')).toContain('pandoc');
  });
});
