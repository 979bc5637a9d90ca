import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnyCall, adopt } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'adopt-documents-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(files: Readonly<Record<string, string>>, more: object = {}): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const environment = catchEnvironment();
  const set = ['project=nsh-9', 'registry=ghcr.io/jo', 'ci=none'];
  await (adopt as AnyCall)({ targets: [folder], flags: { defaults: true, set, ...more } } as never, environment);
  return environment.printed.out;
}

const written = (path: string): string => readFileSync(join(folder, 'tre', path), 'utf8');
const report = '---\ntitle: x\noutput: html_document\n---\n\n```{r}\nplot(1)\n```\n';

test('what the code of the start uses is installed, though no program names it', async () => {
  await run({ 'report.Rmd': report });
  expect(written('start.sh')).toContain('rmarkdown::render');
  expect(written('install_packages.R')).toMatch(/"rmarkdown"/);
  expect(written('Dockerfile')).toMatch(/\bpandoc\b/);
});

test('one of several command lines counts, too', async () => {
  const start = `Rscript a.R && Rscript -e 'bookdown::render_book("book")' && Rscript -e 'library(glue); cat(1)'`;
  const set = ['project=nsh-9', 'registry=ghcr.io/jo', 'ci=none', `program=${start}`];
  await run({ 'a.R': 'print(1)\n' }, { set });
  expect(written('install_packages.R')).toMatch(/"bookdown"[^]*"glue"/);
});

test.each([
  ['tarchetypes::tar_render(rep, "report.Rmd")', ''],
  ['tar_render_rep(rep, "report.Rmd", params = p)', 'library(tarchetypes)\n'],
])('a document that is a step of targets needs pandoc and rmarkdown: %s', async (step, more) => {
  await run({ '_targets.R': `library(targets)\n${more}list(${step})\n`, 'report.Rmd': report });
  expect(written('start.sh')).toContain('targets::tar_make()');
  expect(written('install_packages.R')).toMatch(/"rmarkdown"/);
  expect(written('Dockerfile')).toMatch(/\bpandoc\b/);
});

test('a README whose command lines render a document with R is read as a whole', async () => {
  const readme = `# X\n\n    Rscript a.R\n    Rscript b.R\n    Rscript -e 'rmarkdown::render("reports/report.Rmd")'\n`;
  const files = { 'README.md': readme, 'a.R': 'print(1)\n', 'b.R': 'print(2)\n', 'reports/report.Rmd': report };
  const said = await run(files, { survey: true, defaults: undefined, set: undefined });
  expect(said).toMatch(/Rscript a\.R && Rscript b\.R && Rscript -e/);
  expect(said).not.toContain('nothing in the repository says which');
});

test('what a script writes and a notebook of a session reads is no data', async () => {
  const cell =
    'import pandas as pd\nd = pd.read_csv("../results/summary.csv")\ne = pd.read_csv("../results/other.csv")\n';
  const notebook = JSON.stringify({
    cells: [{ cell_type: 'code', source: [cell], outputs: [], metadata: {} }],
    metadata: { kernelspec: { name: 'python3', language: 'python' } },
    nbformat: 4,
    nbformat_minor: 5,
  });
  const script = 'import pandas as pd\npd.read_csv("/safe_data/c.csv").to_csv("results/summary.csv")\n';
  await run(
    { 'scripts/summarise.py': script, 'notebooks/report.ipynb': notebook, 'requirements.txt': 'pandas==2.2.3\n' },
    { set: ['project=nsh-9', 'registry=ghcr.io/jo', 'ci=none', 'mode=interactive'] },
  );
  expect(written('README.md')).toMatch(/results\/other\.csv is read, and is not in the repository/);
  expect(written('README.md')).not.toMatch(/results\/summary\.csv is read, and is not/);
});

test('pictures that a document includes go in, those of results do not', async () => {
  const shown = `${report}\n![logo](images/logo.png)\n\n![x](../figures/plot.png)\n\n\`\`\`{r}\nknitr::include_graphics("flow.png")\n\`\`\`\n`;
  const pictures = ['reports/images/logo.png', 'reports/flow.png', 'figures/plot.png', 'images/other.png'];
  await run({ 'reports/report.Rmd': shown, ...Object.fromEntries(pictures.map((path) => [path, 'x'])) });
  const sent = written('Dockerfile.dockerignore');
  expect(sent).toMatch(/^!reports$/m);
  expect(sent).not.toMatch(/plot|other|^!images/m);
});

test('the job that GitLab needs is no to-do where it is there', async () => {
  mkdirSync(join(folder, '.git'));
  const set = ['project=nsh-9', 'registry=git.ecdf.ed.ac.uk/jo/x', 'ci=gitlab'];
  const files = { 'run.py': 'print(1)\n', '.gitlab-ci.yml': 'a:\n  script: [ls]\n' };
  const first = await run(files, { set });
  expect(first).toContain('add the job');
  const job = 'container:\n  trigger:\n    include: tre/gitlab-ci.yml\n';
  const again = await run({ '.gitlab-ci.yml': `a:\n  script: [ls]\n${job}` }, { set });
  expect(again).not.toContain('add the job');
  expect(written('README.md')).toMatch(/- \[x\] a job of \.gitlab-ci\.yml starts tre\/gitlab-ci\.yml/);
});
