import { expect, it } from 'vitest';
import { programTexts } from '../../../src/parse/programs/program-texts.ts';

/** The line, from 1, at which a document is rendered with LaTeX; undefined where it is not. */
function latexAt(head: string): number | undefined {
  const texts = programTexts('a/my paper.qmd', `---\n${head}\n---\n\n\`\`\`{r}\nx <- 1\n\`\`\`\n\nformat: pdf\n`);
  if ('unread' in texts) throw new Error(texts.unread);
  const shell = texts.find(({ language }) => language === 'shell');
  if (shell === undefined) return undefined;
  expect(shell.text.trim()).toBe("quarto render 'my paper.qmd' --to pdf");
  return shell.text.split('\n').findIndex((line) => line !== '') + 1;
}

it.each([
  ['format: pdf', 2],
  ['title: x\nformat: "pdf" # for the journal', 3],
  ['format: [html, pdf]', 2],
  ['format: {beamer: default}', 2],
  ['format:\n  html: default\n  pdf:\n    toc: true', 4],
  ['format:\n  - html\n  - pdf', 4],
  ['format: elsevier-pdf', 2],
  ['format:\n  jss-pdf: default', 3],
])('%j asks for LaTeX, in line %j', (head, line) => {
  expect(latexAt(head)).toBe(line);
});

it.each([
  'format: html',
  'format: typst',
  'title: pdf',
  'format:\n  html: default\nother:\n  pdf: default',
  'format: [html, typst]',
  'format: pdf\nlatex-auto-install: false',
  'format:\n  pdf:\n    latex-auto-install: no',
  'title: format',
])('%j does not', (head) => {
  expect(latexAt(head)).toBeUndefined();
});

it('keeps the shell of the document, and reads no head that has no end', () => {
  const texts = programTexts('a.qmd', '---\nformat: pdf\n---\n```{bash}\nls\n```\n');
  expect(texts).toEqual([{ language: 'shell', text: '\nquarto render a.qmd --to pdf\n\n\nls\n\n' }]);
  expect(programTexts('a.qmd', '---\nformat: pdf\n')).toEqual([]);
  expect(programTexts('a.Rmd', '---\nformat: pdf\n---\n')).toEqual([]);
});
