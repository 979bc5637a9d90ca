import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

async function judged(program: string, name: 'main.R' | 'main.py'): Promise<string | undefined> {
  const [base, start] =
    name === 'main.R' ? ['docker.io/rocker/r-ver:4.5.3', 'Rscript'] : ['docker.io/library/python:3.13', 'python'];
  const Dockerfile = `FROM ${base}\nCOPY ${name} /app/\nWORKDIR /app\nENTRYPOINT ["${start}", "/app/${name}"]\n`;
  return check(await factsOf({ Dockerfile, [name]: program }), [outputs]).results[0]?.verdict;
}

test.each([
  'modelsummary(models, output = "PLACE/table.docx")',
  'modelsummary::datasummary(a ~ b, data = d, output = "PLACE/table.html")',
  'gt::gtsave(table, "PLACE/table.png")',
  'stargazer::stargazer(fit, out = "PLACE/table.tex")',
  'sjPlot::tab_model(fit, file = "PLACE/table.html")',
  'flextable::save_as_docx(table, path = "PLACE/table.docx")',
  'print(document, target = "PLACE/report.docx")',
  'readr::write_lines(x, "PLACE/a.txt")',
  'sf::write_sf(map, "PLACE/a.gpkg")',
  'ragg::agg_png("PLACE/a.png")',
  'cowplot::save_plot("PLACE/a.png", p)',
  'Biostrings::writeXStringSet(x, "PLACE/a.fasta")',
  'zip("PLACE/all.zip", files)',
])('of R: %s', async (line) => {
  expect(await judged(`${line.replace('PLACE', '/app/results')}\n`, 'main.R')).toBe('fail');
  expect(await judged(`${line.replace('PLACE', '/safe_outputs')}\n`, 'main.R')).toBe('pass');
});

test('a format is no file, and what is shown is written nowhere', async () => {
  expect(await judged('x <- modelsummary(models, output = "latex")\nprint(x)\nstargazer(fit)\n', 'main.R')).toBe(
    'pass',
  );
});

test.each([
  'import plotly.io as pio\npio.write_html(fig, "PLACE/a.html")',
  'import networkx as nx\nnx.write_gexf(g, "PLACE/a.gexf")',
  'from Bio import SeqIO\nSeqIO.write(records, "PLACE/a.fasta", "fasta")',
  'import shutil\nshutil.make_archive("PLACE/all", "zip", "/scratch")',
  'import cv2\nout = cv2.VideoWriter("PLACE/a.mp4", 0, 1, (1, 1))',
  'import pandas as pd\npd.DataFrame().to_markdown("PLACE/a.md")',
])('of Python: %s', async (line) => {
  expect(await judged(`${line.replace('PLACE', '/app/results')}\n`, 'main.py')).toBe('fail');
  expect(await judged(`${line.replace('PLACE', '/safe_outputs')}\n`, 'main.py')).toBe('pass');
});
