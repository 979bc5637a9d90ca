import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import imageComplete from '../../src/rules/image-complete.ts';
import download from '../../src/rules/no-runtime-download.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

/** Programs that a program starts by a name that stands a step away, and which of them ask nobody. */
const dockerfile = (from: string, start: string): string => `${from}COPY . /app/\nENTRYPOINT [${start}]\n`;
const python = dockerfile('FROM docker.io/library/python:3.13-slim\n', '"python", "/app/main.py"');
const r = dockerfile('FROM docker.io/rocker/r-ver:4.4.1\n', '"Rscript", "/app/main.R"');

async function reasonOf(rule: CheckedRule, files: Readonly<Record<string, string>>): Promise<string> {
  return JSON.stringify(check(await factsOf(files), [rule]).results);
}

test.each([
  ['cmd = "samtools"\nsubprocess.run([cmd, "view"])', {}, 'samtools'],
  ['import tools\nsubprocess.run(f"{tools.BWA} mem x", shell=True)', { 'tools.py': 'BWA = "bwa"\n' }, 'bwa'],
  ['import shutil\nsubprocess.run([shutil.which("bwa"), "mem"])', {}, 'bwa'],
  ['TOOLS = {"align": "bwa"}\nsubprocess.run([TOOLS["align"], "mem"])', {}, 'bwa'],
  ['import os\nS = os.environ.get("SAMTOOLS", "samtools")\nsubprocess.run([S, "view"])', {}, 'samtools'],
  ['import os\nS = os.environ.get("SAMTOOLS", "samtools")\nos.system(S + " view x")', {}, 'samtools'],
])('Python names what it starts, and nothing brings it: %s', async (lines, more, tool) => {
  const files = { Dockerfile: python, 'main.py': `import subprocess\n${lines}\n`, ...more };
  expect(await reasonOf(imageComplete, files)).toContain(`runs ${tool}`);
});

test.each([
  'tool <- "bwa"\nsystem2(tool, "x")',
  'tool <- Sys.which("bwa")\nsystem2(tool, "x")',
  'system(paste(Sys.which("bwa"), "x"))',
])('R names what it starts, and nothing brings it: %s', async (lines) => {
  expect(await reasonOf(imageComplete, { Dockerfile: r, 'main.R': `${lines}\n` })).toContain('runs bwa');
});

test.each([
  ['["samtools", "sort", path]', 'pass'],
  ['["samtools", "view", "-b", "/safe_data/x.cram"]', 'unknown'],
  ['["samtools", "view", "https://example.org/x.bam"]', 'unknown'],
  ['["ffmpeg", "-i", "/safe_data/x.mp4", "/scratch/x.wav"]', 'pass'],
  ['["ffmpeg", "-i", "rtsp://example.org/x"]', 'unknown'],
  ['["antsRegistration", "-d", "3"]', 'pass'],
  ['["plink", "--bfile", "x"]', 'unknown'],
  ['["nobody-knows-it", "x"]', 'unknown'],
])('a tool that reads files asks nobody, unless it is told to: %s', async (words, verdict) => {
  const files = {
    Dockerfile: python,
    'main.py': `import subprocess, sys\npath = sys.argv[1]\nsubprocess.run(${words})\n`,
  };
  expect(await reasonOf(download, files)).toContain(`"verdict":"${verdict}"`);
});

test.each([
  ['library(tarchetypes)\nlist(tar_quarto(report, "a.qmd"))', '', true],
  ['list(tarchetypes::tar_quarto(report, "a.qmd"))', 'RUN R -e \'install.packages("quarto")\'\n', true],
  ['list(tarchetypes::tar_quarto(report, "a.qmd"))', 'RUN install2.r targets tarchetypes quarto\n', true],
  ['list(tarchetypes::tar_quarto(report, "a.qmd"))', 'RUN dpkg -i /tmp/quarto-1.6.40-linux-amd64.deb\n', false],
  ['list(tarchetypes::tar_quarto(report, "a.qmd"))', 'RUN /rocker_scripts/install_quarto.sh\n', false],
  ['list(tarchetypes::tar_render(report, "a.Rmd"))', '', false],
])('a step of targets that Quarto renders needs its program: %s %s', async (lines, run, isTold) => {
  const Dockerfile = `FROM docker.io/rocker/r-ver:4.4.1\n${run}WORKDIR /app\nCOPY . /app/\nENTRYPOINT ["Rscript", "-e", "targets::tar_make()"]\n`;
  const reason = await reasonOf(imageComplete, {
    Dockerfile,
    '_targets.R': `library(targets)\n${lines}\n`,
    'a.qmd': '',
  });
  expect(reason.includes("which runs Quarto's program")).toBe(isTold);
});

test('a document that R renders by Quarto needs its program too', async () => {
  const files = { Dockerfile: r, 'main.R': 'quarto::quarto_render("/app/a.qmd")\n', 'a.qmd': '' };
  expect(await reasonOf(imageComplete, files)).toContain(
    "calls quarto::quarto_render (ENTRYPOINT -> main.R:1), which runs Quarto's program",
  );
});

test('a function that nobody calls needs nothing of it', async () => {
  const main = 'report <- function() quarto::quarto_render("/app/a.qmd")\nwrite.csv(1, "/safe_outputs/a.csv")\n';
  expect(await reasonOf(imageComplete, { Dockerfile: r, 'main.R': main })).not.toContain("Quarto's program");
});
