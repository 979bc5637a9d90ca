import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder, generateProject } from './generated-project.ts';
import { run } from './run.ts';

interface Case {
  readonly title: string;
  readonly verdict: string;
  readonly manifest: unknown;
}
const cases = JSON.parse(readFileSync(new URL('manifest-cases.json', import.meta.url), 'utf8')) as readonly Case[];

/** Both read every manifest whose path stands in `argv`, and print one verdict a line. */
const python = `
import pathlib, sys, offline_models
for path in sys.argv[1:]:
    try:
        models = offline_models.read_manifest(pathlib.Path(path))
        print("unfetched" if any(model.unfetched for model in models.values()) else "ready")
    except offline_models.BadManifest:
        print("bad")
`;
const r = `
source("offline_models.R")
for (path in commandArgs(TRUE)) cat(tryCatch({
  models <- read_manifest(path)
  if (any(nzchar(vapply(models, unfetched, "")))) "unfetched" else "ready"
}, BadManifest = function(error) "bad"), "\\n", sep = "")
`;

test.each([
  ['python3', ['-c', python]],
  ['Rscript', ['-e', r]],
] as const)('%s reads manifests as the generator does', async (command, args) => {
  const cwd = await generateProject('rocker');
  const folder = freshFolder();
  const paths = cases.map(({ manifest }, index) => {
    const path = join(folder, `${index}.json`);
    writeFileSync(path, JSON.stringify(manifest));
    return path;
  });
  const done = await run(command, [...args, ...paths], { cwd });
  const verdicts = done.stdout.trim().split('\n');
  expect(cases.map(({ title }, index) => `${title}: ${verdicts[index] ?? done.output}`)).toEqual(
    cases.map(({ title, verdict }) => `${title}: ${verdict}`),
  );
});
