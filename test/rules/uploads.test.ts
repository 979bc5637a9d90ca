import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import sendsNothing from '../../src/rules/sends-nothing.ts';
import noRuntimeDownload from '../../src/rules/no-runtime-download.ts';
import acceleratorFits from '../../src/rules/accelerator-fits.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import { factsOf } from '../helpers/project.ts';

async function fixOf(rule: Rule, files: Readonly<Record<string, string>>): Promise<string> {
  const { results } = check(await factsOf(files), [rule]);
  expect(results.map(({ verdict }) => verdict)).toContain('fail');
  return results.map(({ fix = '' }) => fix).join('\n');
}

const image = (program: string, start: string): string =>
  `FROM docker.io/library/ubuntu:24.04\nCOPY ${program} /opt/\nCMD ["${start}", "/opt/${program}"]\n`;

test.each([
  ['main.py', 'python', 'import requests\nrequests.post("https://hooks.example.org/x", json={})\n'],
  ['main.py', 'python', 'import httpx\nhttpx.put("https://example.org/x", content=b"")\n'],
  ['main.R', 'Rscript', 'httr::POST("https://example.org/x", body = list())\n'],
  ['main.jl', 'julia', 'using HTTP\nHTTP.post("https://example.org/x", [], "x")\n'],
  ['main.sh', 'sh', 'curl -d @x.json https://example.org/x\n'],
  ['main.sh', 'sh', 'hf upload me/model .\n'],
])('what is sent off is no file that could be staged: %s %s %s', async (name, start, text) => {
  const files = { Dockerfile: image(name, start), [name]: text };
  const fix = await fixOf(sendsNothing, files);
  expect(fix).toContain('take the call out, or put it behind a switch');
  expect(fix).not.toContain('outside: download');
  expect(await fixOf(noRuntimeDownload, files)).toContain('take the call out, or put it behind a switch');
});

test('what is fetched is one', async () => {
  const text = 'import requests\nrequests.get("https://example.org/x")\n';
  const fix = await fixOf(noRuntimeDownload, { Dockerfile: image('main.py', 'python'), 'main.py': text });
  expect(fix).toContain('outside: download the file');
});

test.each([
  ['torch', ' torch'],
  ['torch==2.13.0', ' torch==2.13.0+cpu'],
  ['torchvision == 0.28.0', ' torchvision==0.28.0+cpu'],
  ['torch>=2.1', ' torch'],
  ['torch==2.13.0; python_version > "3.9"', ' torch==2.13.0+cpu'],
])('the build without CUDA of %s is one that pip takes', async (line, words) => {
  const fix = await fixOf(acceleratorFits, {
    Dockerfile: 'FROM docker.io/library/python:3.13\nCOPY requirements.txt /\nRUN pip install -r /requirements.txt\n',
    'requirements.txt': `${line}\n`,
  });
  expect(fix).toMatch(new RegExp(`/whl/cpu${words.replaceAll(/[.+]/g, String.raw`\$&`)}$`));
});
