import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { CheckReport } from '../../src/model/check/check-report.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import valid from '../../src/rules/dockerfile-valid.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import complete from '../../src/rules/image-complete.ts';
import imports from '../../src/rules/imports-installed.ts';
import outputs from '../../src/rules/outputs-in-safe-directories.ts';
import sends from '../../src/rules/sends-nothing.ts';
import { factsOf } from '../helpers/project.ts';

// What newcomers to the program were told "yes" of, with nobody having looked: imports in functions, slips of the pen in a Dockerfile, Julia.

type Files = Readonly<Record<string, string>>;
const judge = async (rule: Rule, files: Files): Promise<CheckReport> => check(await factsOf(files), [rule]);
const first = async (rule: Rule, files: Files): Promise<string> => {
  const { results } = await judge(rule, files);
  return `${results[0]?.verdict ?? ''} ${results[0]?.message ?? ''}`;
};

const python = {
  Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY *.py /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
};

test.each([
  ['in a function that runs', 'def f():\n    import torch\nf()\n', 'fail'],
  ['in a function that a function calls', 'def f():\n    import torch\ndef g():\n    f()\ng()\n', 'fail'],
  ['below the guard', 'if __name__ == "__main__":\n    import torch\n', 'fail'],
  ['in a block that always runs', 'for i in range(3):\n    import torch\n', 'fail'],
  ['by its name', 'import importlib\nimportlib.import_module("torch")\n', 'fail'],
  ['in a function that nothing calls', 'def f():\n    import torch\n', 'pass'],
  ['where a condition holds', 'import sys\nif sys.argv[1:]:\n    import torch\n', 'pass'],
  ['in one branch of a function', 'import sys\ndef f():\n    if sys.argv[1:]:\n        import torch\nf()\n', 'pass'],
  ['tried', 'def f():\n    try:\n        import torch\n    except ImportError:\n        pass\nf()\n', 'pass'],
  ['suppressed', 'from contextlib import suppress\nwith suppress(ImportError):\n    import torch\n', 'pass'],
  ['after a failure', 'try:\n    import json\nexcept ImportError:\n    import torch\n', 'pass'],
])('an import %s', async (_title, main, verdict) => {
  expect(await first(imports, { ...python, 'main.py': main })).toMatch(verdict);
});

test('the guard of an imported module imports nothing', async () => {
  const files = { 'main.py': 'import lib\n', 'lib.py': 'if __name__ == "__main__":\n    import torch\n' };
  expect(await first(imports, { ...python, ...files })).toMatch('pass');
});

const r = {
  Dockerfile: 'FROM docker.io/library/r-base:4.5.1\nCOPY main.R /app/\nENTRYPOINT ["Rscript", "/app/main.R"]\n',
};

test.each([
  ['in a function that runs', 'f <- function() library(survminer)\nf()\n', 'fail survminer'],
  ['in a block', 'local({\n  library(survminer)\n})\n', 'fail survminer'],
  ['in a function that nothing calls', 'f <- function() library(survminer)\n', 'pass'],
  ['where a condition holds', 'if (nchar(Sys.getenv("X")) > 0) {\n  library(survminer)\n}\n', 'pass'],
  ['that is asked for', 'if (require(survminer)) print(1)\n', 'pass'],
  ['tried', 'try(library(survminer))\n', 'pass'],
])('a package of R %s', async (_title, main, verdict) => {
  expect(await first(imports, { ...r, 'main.R': main })).toMatch(verdict);
});

const image = (lines: string): Files => ({
  Dockerfile: `FROM docker.io/library/python:3.13\nRUN useradd --system tre\n${lines}\nUSER tre\nENTRYPOINT ["python3", "/app/main.py"]\n`,
  'src/main.py': 'print(1)\n',
});

test.each([
  ['COPY --chmd=0555 src/ /app/', 'fail COPY has the flag --chmd', 'did you mean --chmod?'],
  ['ADD --parents src/ /app/', 'fail ADD has the flag --parents', 'it knows --checksum'],
  ['RUN --mont=type=cache,target=/x pip list', 'fail RUN has the flag --mont', 'did you mean --mount?'],
  ['HEALTHCHECK NON', 'fail HEALTHCHECK has the word NON', 'did you mean NONE?'],
  ['HEALTHCHECK --intervall=5s CMD true', 'fail HEALTHCHECK has the flag --intervall', 'did you mean --interval?'],
])('%s stops the build', async (line, said, fix) => {
  const { results } = await judge(valid, image(line));
  expect(`${results[0]?.verdict ?? ''} ${results[0]?.message ?? ''}`).toMatch(said);
  expect(results[0]).toMatchObject({ fix: expect.stringContaining(fix) });
});

test.each([
  'COPY --chmod=0555 --link --parents --exclude=*.txt src/ /app/',
  'HEALTHCHECK none',
  'healthcheck --start-interval=5s --retries=3 cmd true',
  'RUN --mount=type=cache,target=/x --network=none --security=sandbox true',
])('%s does not', async (line) => {
  expect(await first(valid, image(line))).toMatch('pass');
});

test.each([
  ['COPY --chmod=0700 src/ /app/', 'fail --chmod=0700 lets only its owner read src/main.py, and USER tre runs it'],
  ['COPY --chmod=750 --chown=root:root src/ /app/', 'fail --chmod=750'],
  ['COPY --chmod=0555 src/ /app/', 'pass'],
  ['COPY --chmod=0444 src/ /app/', 'pass'],
  ['COPY --chmod=0700 --chown=tre src/ /app/', 'pass'],
  ['COPY --chmod=0750 --chown=root:tre src/ /app/', 'pass'],
  ['COPY --chmod=0700 src/ /app/\nRUN chmod -R a+rX /app', 'pass'],
])('modes: %s', async (line, said) => {
  expect(await first(complete, image(line))).toMatch(said);
});

test('a folder that nobody may enter', async () => {
  const files = { ...image('COPY --chmod=0444 src/ /app/'), 'src/main.py': 'import lib.a\n', 'src/lib/a.py': '' };
  expect(await first(complete, files)).toMatch(
    'fail --chmod=0444 lets nobody enter the folder of src/lib/a.py, and USER tre runs it',
  );
});

test.each([
  ['ENTRYPOINT ["python3" "/app/main.py"]', 'fail ENTRYPOINT begins as a list of JSON and is none'],
  ["ENTRYPOINT ['python3', '/app/main.py']", 'fail ENTRYPOINT begins as a list of JSON and is none'],
  ['CMD ["$@"]', 'fail CMD starts a program of the name $@'],
  ['ENTRYPOINT ["$APP", "/app/main.py"]', 'fail ENTRYPOINT starts a program of the name $APP'],
  ['RUN ["mkdir", "/x",]\nENTRYPOINT ["python3", "/app/main.py"]', 'fail RUN begins as a list of JSON and is none'],
  ['RUN [ "$HOME" = /root ] && true\nENTRYPOINT ["python3", "/app/main.py"]', 'pass'],
])('%s', async (lines, said) => {
  const Dockerfile = `FROM docker.io/library/python:3.13\nCOPY main.py /app/\n${lines}\n`;
  expect(await first(complete, { Dockerfile, 'main.py': 'print(1)\n' })).toMatch(said);
});

const julia = (main: string, more: Files = {}): Files => ({
  Dockerfile:
    'FROM docker.io/library/julia:1.12\nCOPY src/ /app/\nWORKDIR /scratch\nENTRYPOINT ["julia", "/app/main.jl"]\n',
  'src/main.jl': main,
  ...more,
});

test.each([
  ['using Downloads\nDownloads.request("https://x.org/a"; method="POST", input=IOBuffer("a"))', 'fail'],
  ['using HTTP\nHTTP.request("POST", "https://x.org/a", [], "a")', 'fail'],
  ['using Sockets\nconnect("10.1.1.1", 80)', 'fail'],
  ['using Sockets\nconnect("127.0.0.1", 80)', 'pass'],
  ['using Downloads\nDownloads.request("https://x.org/a")', 'pass'],
])('Julia sends: %s', async (main, verdict) => {
  expect(await first(sends, julia(`${main}\n`))).toMatch(verdict);
});

test.each([
  ['include("lib/none.jl")', {}, 'fail lib/none.jl|fail .*loads lib/none.jl, and the project has no such file'],
  ['include("lib/there.jl")', { 'src/lib/there.jl': 'x = 1\n' }, 'pass'],
  ['try\n  include("lib/none.jl")\ncatch\nend', {}, 'pass'],
  ['if isfile("x.jl")\n  include("x.jl")\nend', {}, 'pass'],
])('Julia loads: %s', async (main, more, said) => {
  expect(await first(filesInImage, julia(`${main}\n`, more))).toMatch(new RegExp(said));
});

test.each(['using Serialization\nserialize("x.bin", 1)', 'write("x.txt", "a")'])(
  'Julia loses what it writes: %s',
  async (main) => {
    expect(await first(outputs, julia(`${main}\n`))).toMatch('fail');
  },
);

test('a module that LOAD_PATH leads to is read, and no package', async () => {
  const main = 'push!(LOAD_PATH, joinpath(@__DIR__, "lib"))\nusing Cohort\n';
  const more = { 'src/lib/Cohort.jl': 'module Cohort\nusing HTTP\nHTTP.post("https://x.org", [], "a")\nend\n' };
  expect(await first(sends, julia(main, more))).toMatch('fail');
  expect(await first(imports, julia(main, more))).not.toMatch(/cohort is imported/i);
});

test('the names of packages of Julia keep their capitals', async () => {
  const { results } = await judge(imports, julia('using CairoMakie\n'));
  expect(results[0]?.fix).toMatch(/^(?:add CairoMakie to|install CairoMakie in) /);
});
