import { listRemoteTags } from '../src/io/git/list-remote-tags.ts';
import { openRegistries } from '../src/io/registry/open-registries.ts';
import { updateCatalog } from './update-catalog.ts';

/** Updates the catalogue of the repository in the current folder: report on standard output, exit code 1 where a person must look. */
const { report, hasProblems } = await updateCatalog({
  root: process.cwd(),
  registries: openRegistries(process.env),
  listTags: (repository) => listRemoteTags(repository, process.env),
  today: new Date().toISOString().slice(0, 10),
});
process.stdout.write(report);
process.exitCode = hasProblems ? 1 : 0;
