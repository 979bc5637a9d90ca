import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listRemoteTags } from '../src/io/git/list-remote-tags.ts';
import { limits } from '../src/io/registry/limits.ts';
import { openRegistries } from '../src/io/registry/open-registries.ts';
import { askReleases } from './ask-releases.ts';
import { readWheel } from './read-wheel.ts';
import type { Findings } from './catalog-file.ts';
import type { ListTags } from './update-actions.ts';
import { updateAtlas } from './update-atlas.ts';
import { formatFindings, updateCatalog } from './update-catalog.ts';
import { lookAtReleases, lookAtTools } from './update-tools.ts';

/**
 * Updates the catalogue of the repository in the current folder, looks for releases of the tools that pipelines and tests run, and compares the
 * atlas with the newest wheels (`--tools` and `--atlas`: only that, the latter of all libraries or of some). Report on standard output, exit code 1
 * where a person must look.
 */
const [part, ...libraries] = process.argv.slice(2);
if (part !== undefined && part !== '--atlas' && part !== '--tools')
  throw new Error('usage: npm run catalog:update [-- --tools | --atlas [LIBRARY ...]]');
const root = process.cwd();
const listTags: ListTags = (repository) => listRemoteTags(repository, process.env);
let hasProblems = false;

function print(heading: string, findings: Findings): void {
  process.stdout.write(`# ${heading}\n\n${formatFindings(findings)}\n`);
  hasProblems ||= findings.problems.length > 0;
}

if (part === undefined)
  print(
    'Catalogue',
    await updateCatalog({
      root,
      registries: openRegistries(process.env, { limits: { ...limits, runMs: Infinity } }),
      listTags,
      today: new Date().toISOString().slice(0, 10),
    }),
  );
if (part !== '--atlas') {
  print(
    'Scanners and other tools',
    await lookAtTools((path) => readFile(join(root, path), 'utf8'), listTags, askReleases),
  );
  print('Programs of base images', await lookAtReleases(listTags));
}
if (part !== '--tools')
  print(
    'Libraries of the atlas',
    await updateAtlas((name, version, names) => readWheel(root, name, version, names), libraries),
  );
process.exitCode = hasProblems ? 1 : 0;
