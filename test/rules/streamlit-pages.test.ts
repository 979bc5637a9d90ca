import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import download from '../../src/rules/no-runtime-download.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import { factsOf } from '../helpers/project.ts';

const Dockerfile =
  'FROM docker.io/library/python:3.13\nRUN pip install streamlit\nWORKDIR /srv\nCOPY . /app/\nCMD ["streamlit", "run", "/app/ui.py"]\n';
const page = { 'src/ui/b.py': 'import nltk\nnltk.download("punkt")\n' };

test.each([
  ['pg = st.navigation([st.Page("src/ui/b.py", title="B")])\npg.run()\n', 'fail'],
  ['DIR = "src/ui"\npg = st.navigation({"A": [st.Page(\n    f"{DIR}/b.py",\n)]})\npg.run()\n', 'fail'],
  ['if st.button("x"):\n    st.switch_page("src/ui/b.py")\n', 'fail'],
  ['st.page_link(page="src/ui/b.py")\n', 'fail'],
  ['# st.Page("src/ui/b.py")\n', 'pass'],
  ['st.Page(f"{where()}/b.py")\n', 'pass'],
])('a page that a program of Streamlit names runs: %j', async (text, verdict) => {
  const files = { Dockerfile, 'ui.py': `import streamlit as st\n${text}`, ...page };
  expect(check(await factsOf(files), [download]).results[0]?.verdict).toBe(verdict);
});

const head = 'import argparse\nfrom pathlib import Path\np = argparse.ArgumentParser()\n';

test.each([
  ['p.add_argument("--out", default=".")\na = p.parse_args()\nd = Path(a.out) / str(len(a.out))\nd.mkdir()\n', 'fail'],
  ['p.add_argument("--out", default="./")\na = p.parse_args()\nopen(f"{a.out}{len(a.out)}.csv", "w")\n', 'fail'],
  ['open(f"../{len(head)}.csv", "w")\n', 'fail'],
  ['p.add_argument("name")\na = p.parse_args()\nopen(Path(".") / a.name, "w")\n', 'unknown'],
  [
    'p.add_argument("--out", default="/safe_outputs")\na = p.parse_args()\n(Path(a.out) / str(len(a.out))).mkdir()\n',
    'pass',
  ],
])('what begins with the folder of the program is relative, whatever follows: %j', async (text, verdict) => {
  const files = {
    Dockerfile:
      'FROM docker.io/library/python:3.13\nWORKDIR /app\nCOPY main.py /app/\nCMD ["python", "/app/main.py"]\n',
    'main.py': head + text,
  };
  expect(check(await factsOf(files), [outputs]).results[0]?.verdict).toBe(verdict);
});
