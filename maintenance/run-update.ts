import { listRemoteTags } from '../src/io/git/list-remote-tags.ts';
import { openRegistries } from '../src/io/registry/open-registries.ts';
import { readWheel } from './read-wheel.ts';
import { updateAtlas } from './update-atlas.ts';
import { formatFindings, updateCatalog } from './update-catalog.ts';

/**
 * Updates the catalogue of the repository in the current folder and compares the atlas with the newest wheels (with `--atlas` only that, of all
 * libraries or of some): report on standard output, exit code 1 where a person must look.
 */
const [part, ...libraries] = process.argv.slice(2);
if (part !== undefined && part !== '--atlas')
  throw new Error('usage: npm run catalog:update [-- --atlas [LIBRARY ...]]');
const root = process.cwd();
const catalog =
  part === '--atlas'
    ? { report: '', hasProblems: false }
    : await updateCatalog({
        root,
        registries: openRegistries(process.env),
        listTags: (repository) => listRemoteTags(repository, process.env),
        today: new Date().toISOString().slice(0, 10),
      });
const found = await updateAtlas((name, version, names) => readWheel(root, name, version, names), libraries);
process.stdout.write(`${catalog.report}\n# Libraries of the atlas\n\n${formatFindings(found)}`);
process.exitCode = catalog.hasProblems || found.problems.length > 0 ? 1 : 0;
