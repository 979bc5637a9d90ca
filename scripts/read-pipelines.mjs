import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { loadSource } from './load-source.mjs';
import { readExamples, renderExample, renderParts } from './render-examples.mjs';

const parts = [
  ...renderParts,
  ['keepRemembered', 'parse/pipelines/remembered-scripts'],
  ['pipelineSystem, readPipeline', 'parse/pipelines/workflow'],
];

/** Two projects of each kind of registry: what differs between the two is the name of their image, or is not kept. */
const pairs = [
  [
    { name: 'first-of-two', registry: 'ghcr.io/kept-scripts' },
    { name: 'second', registry: 'ghcr.io/an-owner.of_two' },
  ],
  [
    { name: 'first-of-two', registry: 'git.ecdf.ed.ac.uk/kept/scripts' },
    { name: 'second', registry: 'git.ecdf.ed.ac.uk/a-group/of-two' },
  ],
];

/**
 * Reads the scripts in the pipelines of new projects, by what reads them in a project: of each example, on GitHub and on GitLab.
 * @param {string} root of the package
 * @returns {Promise<string>} the file that `src/io/programs/kept-scripts.ts` reads
 */
export async function readPipelines(root) {
  const program = await loadSource(root, parts);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const kept = new Map();
  for (const pair of pairs) {
    const lists = [];
    for (const names of pair) lists.push(await readAll(program, root, version, names));
    const [[image, first], [otherImage, second]] = lists;
    for (const [text, script] of first) {
      const found = keepBoth(script, second.get(text), image, otherImage);
      if (found !== undefined) kept.set(JSON.stringify([text, found.asked]), found);
    }
  }
  return JSON.stringify([...kept.values()]);
}

/** The scripts of all examples under one name, by their text. */
async function readAll(program, root, version, names) {
  for (const [, example] of readExamples(root))
    for (const ci of ['github', 'gitlab']) {
      for (const [path, { text }] of await renderExample(program, root, { ...example, ...names, ci }, version)) {
        const system = program.pipelineSystem(path);
        if (system !== undefined) program.readPipeline(path, text, system);
      }
    }
  return [`${names.registry}/${names.name}`, new Map(program.keepRemembered().map((script) => [script.text, script]))];
}

/** What is kept of a script that two projects have; nothing where more than the name of the image makes a difference. */
function keepBoth(script, other, image, otherImage) {
  if (other === undefined) return undefined;
  if (isDeepStrictEqual(script, other)) return script;
  const asked = script.asked.filter(([name]) => name !== 'IMAGE');
  const commands = JSON.parse(JSON.stringify(script.commands).replaceAll(image, otherImage));
  const isNamedOnly =
    !script.text.includes(image) &&
    isDeepStrictEqual(
      { asked, commands },
      { asked: other.asked.filter(([name]) => name !== 'IMAGE'), commands: other.commands },
    );
  return isNamedOnly ? { ...script, asked, image } : undefined;
}
