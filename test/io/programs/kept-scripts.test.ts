import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readPipelines } from '../../../scripts/read-pipelines.mjs';
import { bases } from '../../../src/catalog/bases.ts';
import { renderFiles } from '../../../src/commands/create/render-project.ts';
import { openTemplates } from '../../../src/io/package/templates.ts';
import { readKeptScripts } from '../../../src/io/programs/kept-scripts.ts';
import type { Answers } from '../../../src/model/answers/answers.ts';
import type { KeptScript } from '../../../src/model/pipelines/kept-script.ts';
import type { PipelineFacts } from '../../../src/model/pipelines/pipeline-facts.ts';
import { forgetScripts, keepRemembered, rememberKept } from '../../../src/parse/pipelines/remembered-scripts.ts';
import { pipelineSystem, readPipeline } from '../../../src/parse/pipelines/workflow.ts';
import { findPackage } from '../../../src/io/package/package-root.ts';
import { listVariants, readVariant } from '../../helpers/golden.ts';

const { root, version } = findPackage();
const kept = JSON.parse(await readPipelines(root)) as readonly KeptScript[];

/** The pipelines of new projects with these answers, by their paths. */
function pipelinesOf(answers: Answers): readonly (readonly [path: string, text: string])[] {
  const files = renderFiles(answers, bases[answers.base], openTemplates(join(root, 'templates')), version);
  return [...files].flatMap(([path, { text }]) => (pipelineSystem(path) === undefined ? [] : [[path, text] as const]));
}

/** What is read of a pipeline by a process that begins with these scripts. */
function readWith(scripts: readonly KeptScript[], path: string, text: string): PipelineFacts {
  forgetScripts();
  rememberKept(scripts);
  return readPipeline(path, text, pipelineSystem(path) ?? 'github');
}

afterEach(forgetScripts);

test.each(listVariants())(
  'the pipelines of %s are read alike with the scripts that were kept and without',
  async (variant) => {
    for (const [path, text] of pipelinesOf(await readVariant(variant))) {
      expect(readWith([], path, text).steps.length).toBeGreaterThan(0);
      expect(readWith(kept, path, text)).toEqual(readWith([], path, text));
    }
  },
);

test('what a new project runs on GitHub is kept, whatever its image is called', async () => {
  const answers = { ...(await readVariant('python-minimal')), name: 'some-other', registry: 'ghcr.io/an.other-1' };
  const [[path, text] = ['', '']] = pipelinesOf(answers);
  readWith(kept, path, text);
  expect(keepRemembered()).toEqual([]);
});

const script = 'curl "$URL" && docker push "$IMAGE"';
const writeScript = (first: string, second: string): string =>
  `env:\n  ${first}\n  ${second}\njobs:\n  a:\n    steps:\n      - run: ${script}\n`;

test.each([
  ['another value', 'URL: https://example.org', 'IMAGE: ghcr.io/a/b'],
  ['a name of an image that a shell reads', 'URL: https://example.com', 'IMAGE: ghcr.io/a/$(b)'],
  ['no name of an image', 'URL: https://example.com', 'OTHER: ghcr.io/a/b'],
])('a script with %s is read again', (_case, url, image) => {
  const text = writeScript(url, image);
  const wrong = {
    text: script,
    asked: [['URL', 'https://example.com']] as const,
    image: 'ghcr.io/kept/name',
    commands: [],
  };
  const read = readWith([wrong], '.github/workflows/a.yml', text);
  expect(read).toEqual(readWith([], '.github/workflows/a.yml', text));
  expect(read.steps[0]?.commands.length).toBe(2);
});

test('the source tree has none', () => {
  expect(readKeptScripts()).toEqual([]);
});
