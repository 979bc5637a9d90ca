import { describe, expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { knownImages } from '../../src/catalog/images.ts';
import { loadAtlas } from '../../src/commands/check/load-atlas.ts';
import { loadSyntax } from '../../src/io/programs/load-syntax.ts';
import type { CheckedRule } from '../../src/model/check/rule.ts';
import type { ProjectFacts } from '../../src/model/sources/facts.ts';
import { parseProject } from '../../src/parse/project/project.ts';
import { rules } from '../../src/rules/index.ts';

const checked = rules.filter((rule): rule is CheckedRule => rule.kind === 'checked');

/** Texts by path; null where a file is there and could not be read. */
type Files = Readonly<Record<string, string | null>>;

const python = 'FROM docker.io/library/python:3.13-slim\n';
const nobodys = 'FROM ghcr.io/nobody/thing:1\n';
const inTag = { Dockerfile: 'ARG TAG\nFROM docker.io/library/python:${TAG}\n' };
const foreignStart = {
  Dockerfile: `${python}RUN curl -o /x https://example.org/x\nENTRYPOINT ["/x"]\n`,
};
const elsewhere = {
  Dockerfile: python,
  '.github/workflows/image.yml': 'on: push\njobs:\n  image:\n    uses: nobody/works/.github/workflows/image.yml@main\n',
};
const brokenPipeline = { Dockerfile: python, '.github/workflows/image.yml': 'on: [push\n' };
/** Its `needs` are missing: nobody looked for other models that its files name. */
const model = {
  name: 'risk-score',
  loader: 'transformers',
  target: 'models/risk-score',
  source: { repository: 'my-org/risk-score', revision: 'c'.repeat(40) },
  licence: 'apache-2.0',
  files: [{ path: 'config.json', size: 1000, sha256: '0'.repeat(64) }],
  files_from: 'c'.repeat(40),
};

/** For each rule that may not know by itself: something of what decides was not seen. */
const unseen: Readonly<Record<string, Files>> = {
  'accelerator-fits': { Dockerfile: 'ARG BASE\nFROM ${BASE}\n' },
  'base-image-current': inTag,
  'base-image-not-latest': inTag,
  'base-image-pinned': inTag,
  'base-image-qualified': { Dockerfile: 'ARG REGISTRY\nFROM ${REGISTRY}/library/python:3.13\n' },
  'base-image-well-known': { Dockerfile: nobodys },
  'dependencies-pinned': { Dockerfile: `${python}RUN ./setup.sh\n` },
  'executables-not-writable': {
    Dockerfile: `${python}ARG MODE\nCOPY main.py /app/main.py\nRUN chmod \${MODE} /app/main.py\n`,
    'main.py': 'print(1)\n',
  },
  'files-in-image': foreignStart,
  'hf-home-under-safe-data': {
    Dockerfile: `${python}ARG HOME_OF\nENV HF_HOME=\${HOME_OF}\nCOPY main.py /app/main.py\nENTRYPOINT ["python3", "/app/main.py"]\n`,
    'main.py': 'import transformers\n',
  },
  'image-complete': foreignStart,
  'imports-installed': foreignStart,
  'interactive-port-exposed': { Dockerfile: `${nobodys}CMD ["jupyter", "lab", "--ip=0.0.0.0"]\n` },
  'interactive-server-authenticated': { Dockerfile: `${nobodys}EXPOSE 8888\n` },
  'models-staged': { Dockerfile: python, 'models/models.json': JSON.stringify({ version: 1, models: [model] }) },
  'no-data-files': { Dockerfile: `${python}COPY parts /app/parts\n` },
  'no-fixed-uid': { Dockerfile: `${python}ARG WHO\nUSER \${WHO}\n` },
  'no-licence-server': { Dockerfile: 'FROM docker.io/mathworks/matlab:r2025b\n' },
  'no-recommends': { Dockerfile: `${python}RUN ./setup.sh\n` },
  'no-runtime-download': foreignStart,
  'no-secrets': { Dockerfile: `${python}COPY notes.txt /app/notes.txt\n`, 'notes.txt': null },
  'non-root-user': { Dockerfile: nobodys },
  'nothing-in-home': foreignStart,
  'offline-variables-set': { Dockerfile: `${python}ARG OFFLINE\nENV HF_HUB_OFFLINE=\${OFFLINE}\n` },
  'outputs-in-safe-directories': foreignStart,
  'pages-self-contained': foreignStart,
  'platform-amd64': {
    Dockerfile: python,
    '.gitlab-ci.yml': 'publish:\n  script: docker build --platform $PLATFORM .\n',
  },
  'registry-pullable': elsewhere,
  'sends-nothing': foreignStart,
  'starts-by-absolute-path': { Dockerfile: `${python}CMD exec $PROGRAM\n` },
  'starts-without-interaction': foreignStart,
  'temp-on-scratch': { Dockerfile: `${python}ARG PLACE\nENV TMP=\${PLACE} TMPDIR=\${PLACE} TEMP=\${PLACE}\n` },
  'tre-directories-declared': {
    Dockerfile: `${python}RUN if [ -n "$X" ]; then mkdir /safe_data /safe_outputs /scratch; fi\n`,
  },
  'unique-image-tag': elsewhere,
  'workflow-actions-pinned': brokenPipeline,
  'workflow-known-bad-actions': brokenPipeline,
  'workflow-lints-dockerfile': elsewhere,
  'workflow-scans-dockerfile': elsewhere,
  'workflow-scans-image-before-push': elsewhere,
};

/** All that decides these stands in the words of one file: nobody knows only where that was not read. */
const byWords = [
  'copy-not-add',
  'dockerignore-present',
  'exec-form',
  'grouped-run',
  'minimal-final-stage',
  'no-maintainer',
  'package-lists-removed',
  'single-purpose',
  'tre-directories-empty',
];

/** These judge whether a file can be read, or one that is read as text in any case. */
const ofText = [
  'adoption-settled',
  'dockerfile-valid',
  'env-file-plain',
  'kubernetes-job-policy',
  'no-conflict-markers',
  'run-options-bounded',
];

async function factsOf(files: Files): Promise<ProjectFacts> {
  return parseProject(
    Object.entries(files).map(([path, text]) =>
      text === null
        ? { path, size: 9, executable: false, unread: 'it was not read' }
        : { path, text, size: text.length, executable: false },
    ),
    { bases: Object.values(bases), images: knownImages, loadSyntax, loadAtlas },
  );
}

test('every rule is among them', () => {
  const named = [...Object.keys(unseen), ...byWords, ...ofText];
  expect(named.toSorted()).toEqual(checked.map(({ id }) => id).toSorted());
});

describe('a rule says that it does not know, where what decides was not seen', () => {
  test.each(checked.filter(({ id }) => Object.hasOwn(unseen, id)))('$id', async (rule) => {
    expect(rule.check(await factsOf(unseen[rule.id] ?? {}))).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringMatching(/\w/) as string,
    });
  });

  test.each(checked.filter(({ id }) => byWords.includes(id)))(
    '$id, of a Dockerfile that was not read',
    async (rule) => {
      expect(rule.check(await factsOf({ Dockerfile: null }))).toMatchObject({ verdict: 'unknown' });
    },
  );
});
