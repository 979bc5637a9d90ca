import { expect, test } from 'vitest';
import scans from '../../src/rules/workflow-scans-image-before-push.ts';
import { check } from '../../src/engine/check/check.ts';
import { factsOf } from '../helpers/project.ts';

/** A scan after whose failure the push goes on all the same, and what looks like one. */
const image = 'ghcr.io/o/a:${{ github.sha }}';
const push = `      - run: docker push ${image}\n`;
const github = (script: string, more = '', head = ''): Readonly<Record<string, string>> => ({
  '.github/workflows/c.yml': `on: push\n${head}jobs:\n  a:\n    steps:\n      - run: docker build -t ${image} .\n      - ${more}run: |\n${script
    .split('\n')
    .map((line) => `          ${line}\n`)
    .join('')}${push}`,
});
const scan = `trivy image ${image}`;
const own = 'trivy image ghcr.io/o/a:1';
const make = (recipe: string): Readonly<Record<string, string>> => ({ ...github('make scan'), Makefile: recipe });
const script = (text: string, call = 'bash scan.sh'): Readonly<Record<string, string>> => ({
  ...github(call),
  'scan.sh': text,
});

const gitlab = (lines: readonly string[], before: readonly string[] = []): Readonly<Record<string, string>> => ({
  '.gitlab-ci.yml': `a:\n  before_script: ${JSON.stringify(before)}\n  script: ${JSON.stringify(['docker build -t ghcr.io/o/a:1 .', ...lines, 'docker push ghcr.io/o/a:1'])}\n`,
});

test.each([
  ['|| true', github(`${scan} || true`)],
  ['|| true over two lines', github(`${scan} \\\n  || true`)],
  ['|| with true in the next line', github(`${scan} ||\n  true`)],
  ['|| echo', github(`${scan} || echo "found some"`)],
  ['|| and a group that ends well', github(`${scan} || { echo bad; exit 0; }`)],
  ['if not', github(`if ! ${scan}; then\n  echo bad\nfi`)],
  ['if, with nothing else', github(`if ${scan}; then echo good; else echo bad; fi`)],
  ['set +e', github(`set +e\n${scan}\necho done`)],
  ['left of && with more behind', github(`${scan} && echo good\necho done`)],
  ['in the background', github(`${scan} &\necho done`)],
  ['left of a pipe', github(`${scan} | tee report.txt`)],
  ['turned', github(`! ${scan}\necho done`)],
  ['sh -c', github(`sh -c '${own} || true'`)],
  ['the recipe', make(`scan:\n\t${own} || true\n`)],
  ['a recipe with a hyphen', make(`scan:\n\t-${own}\n`)],
  ['a recipe with a hyphen and an at sign', make(`scan:\n\t@-${own}\n`)],
  ['the line of the recipe goes on', make(`scan:\n\t${own}; echo done\n`)],
  ['the call of the recipe', { ...github('make scan || true'), Makefile: `scan:\n\t${own}\n` }],
  ['the script', script(`set -e\n${own} || true\n`)],
  ['a script that does not stop', script(`#!/bin/sh\n${own}\necho done\n`)],
  ['its first line says -e, and sh does not read it', script(`#!/bin/bash -e\n${own}\necho done\n`, 'sh scan.sh')],
  ['make -i', { ...github('make -i scan'), Makefile: `scan:\n\t${own}\n\techo done\n` }],
  ['a shell of the step that does not stop', github(`${scan}\necho done`, 'shell: bash -l {0}\n        ')],
  ["GitLab's set +e in a line of its own", gitlab(['set +e', own, 'echo done'])],
  ["GitLab's set +e before the script", gitlab([own, 'echo done'], ['set +e'])],
  [
    "GitLab's cd before the script",
    {
      ...gitlab(['make scan'], ['cd sub']),
      Makefile: `scan:\n\t${own}\n`,
      'sub/Makefile': `scan:\n\t${own} || true\n`,
    },
  ],
  ['the call of the script', script(`set -e\n${own}\n`, 'bash scan.sh || true')],
])('a scan that is forgiven is unknown: %s', async (_title, files) => {
  expect(check(await factsOf(files), [scans]).results[0]?.verdict).toBe('unknown');
});

test.each([
  ['plain', github(scan)],
  ['a shell of the step that does not stop, and the last', github(scan, 'shell: bash -l {0}\n        ')],
  ["GitLab's set -e again", gitlab(['set +e', 'true', 'set -e', own])],
  ["GitLab's status is looked at", gitlab(['set +e', own, 'code=$?', 'if [ $code -ne 0 ]; then exit 1; fi'])],
  ['|| exit 1', github(`${scan} || exit 1`)],
  ['|| and a group that ends badly', github(`${scan} || { echo bad; exit 1; }`)],
  ['|| false', github(`${scan} || false`)],
  ['|| another try', github(`${scan} || (sleep 5; ${scan})`)],
  ['if not, with an end', github(`if ! ${scan}; then\n  echo bad\n  exit 1\nfi`)],
  ['its status is looked at', github(`set +e\n${scan}\ncode=$?\nset -e\nif [ $code -ne 0 ]; then exit 1; fi`)],
  ['its status is kept', github(`code=0\n${scan} || code=$?\necho done\nexit $code`)],
  ['set +e, and the last', github(`set +e\n${scan}`)],
  ['&& and the last', github(`${scan} && echo good`)],
  ['pipefail', github(`set -o pipefail\n${scan} | tee report.txt`)],
  ['-euo pipefail', github(`set -euo pipefail\n${scan} | tee report.txt`)],
  ['a pipe where the step names bash', github(`${scan} | tee report.txt`, 'shell: bash\n        ')],
  [
    'a pipe where the workflow names bash',
    github(`${scan} | tee report.txt`, '', 'defaults:\n  run:\n    shell: bash\n'),
  ],
  ['another command is forgiven', github(`mkdir out || true\n${scan}`)],
  ['a report first', github(`${scan} --format sarif || true\n${scan} --exit-code 1`)],
  ['the recipe', make(`scan:\n\t@${own}\n`)],
  ['a later line of the recipe', make(`scan:\n\t${own}\n\techo done\n`)],
  ['another recipe', make(`scan:\n\t${own}\nother:\n\t-rm x\n`)],
  ['the script', script(`#!/bin/bash\nset -euo pipefail\n${own}\necho done\n`)],
  ['bash -e', script(`${own}\necho done\n`, 'bash -e scan.sh')],
  ['its first line says -e', script(`#!/bin/sh -e\n${own}\necho done\n`, './scan.sh')],
  ['the last of a script', script(`echo first\n${own}\n`)],
  [
    "GitLab's pipe",
    {
      '.gitlab-ci.yml': `a:\n  script:\n    - docker build -t reg.org/a:$CI_COMMIT_SHA .\n    - trivy image reg.org/a:$CI_COMMIT_SHA | tee x\n    - docker push reg.org/a:$CI_COMMIT_SHA\n`,
    },
  ],
])('a scan that stops the push passes: %s', async (_title, files) => {
  expect(check(await factsOf(files), [scans]).results[0]?.verdict).toBe('pass');
});

const build =
  'image:\n\tdocker build -t ghcr.io/o/a:1 .\n\ttrivy image ghcr.io/o/a:1\npush:\n\tdocker push ghcr.io/o/a:1\n';
const steps = (first: string, more = ''): string =>
  `on: push\n${more}jobs:\n  a:\n    steps:\n      - run: ${first}\n      - run: make push\n`;
const inFolder = 'defaults:\n  run:\n    working-directory: ./app\n';

test.each([
  [
    'the workflow names the folder',
    { '.github/workflows/c.yml': steps('make image', inFolder), 'app/Makefile': build },
  ],
  [
    'each step names the folder',
    {
      '.github/workflows/c.yml': steps('make image').replaceAll('- run', '- working-directory: app\n        run'),
      'app/Makefile': build,
    },
  ],
  [
    'cd, and make -C',
    {
      '.github/workflows/c.yml': steps('cd app && make image').replace('make push', 'make -C app push'),
      'app/Makefile': build,
    },
  ],
  [
    'a script of that folder that starts another',
    {
      '.github/workflows/c.yml': steps('./all.sh', inFolder).replace('      - run: make push\n', ''),
      'app/all.sh': 'set -e\nmake image\n./tools/send.sh\n',
      'app/tools/send.sh': 'docker push ghcr.io/o/a:1\n',
      'app/Makefile': build,
    },
  ],
  [
    "GitLab's cd in a line of its own",
    { '.gitlab-ci.yml': 'a:\n  script:\n    - cd app\n    - make image\n    - make push\n', 'app/Makefile': build },
  ],
] as const)('a Makefile of a folder is followed: %s', async (_title, files) => {
  expect(check(await factsOf(files), [scans]).results[0]?.verdict).toBe('pass');
});

test.each([
  [
    'the Makefile at the top is another one',
    { '.github/workflows/c.yml': steps('make image', inFolder), Makefile: build },
  ],
])('a Makefile that is not in the folder is not followed: %s', async (_title, files) => {
  expect(check(await factsOf(files), [scans]).results[0]?.verdict).not.toBe('pass');
});
