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

/** Both read every manifest whose path stands in `argv`, look for its models, and print one verdict a line. */
const python = `
import pathlib, sys, offline_models
for path in sys.argv[1:]:
    try:
        models, verdict = offline_models.read_manifest(pathlib.Path(path)), "ready"
        for model in models.values():
            try:
                offline_models.check_model(model)
            except offline_models.OfflineError as error:
                verdict = "unfetched" if error.kind == "manifest" else verdict
        print(verdict)
    except offline_models.OfflineError as error:
        print("refused" if error.kind == "manifest" else error.kind)
    except Exception as error:
        print(type(error).__name__, error)
`;
const r = `
source("offline_models.R")
for (path in commandArgs(TRUE)) {
  Sys.setenv(TRE_MODELS = path)
  cat(tryCatch({
    verdict <- "ready"
    for (name in names(read_manifest())) tryCatch(model_path(name), offline_error = function(error) {
      if (error$kind == "manifest") verdict <<- "unfetched"
    })
    verdict
  }, offline_error = function(error) "refused", error = function(error) conditionMessage(error)), "\\n", sep = "")
}
`;
/** What a module must refuse, since it is not safe or cannot be read; of the rest the check and the fetch script speak. */
const unsafe =
  /^(?:name (?:missing|climbs|is a n|with)|target|file path|not an object|null|models as|no models|entry|files as|file is|file without|size as text|source missing|two of one name)/;

test.each([
  ['python3', ['-c', python]],
  ['Rscript', ['-e', r]],
] as const)('%s refuses what is not safe, and never fails without words of ours', async (command, args) => {
  const cwd = await generateProject('rocker');
  const folder = freshFolder();
  const paths = cases.map(({ manifest }, index) => {
    const path = join(folder, `${index}.json`);
    writeFileSync(path, JSON.stringify(manifest));
    return path;
  });
  const done = await run(command, [...args, ...paths], { cwd, variables: { TRE_SAFE_DATA: folder } });
  const verdicts = done.stdout.trim().split('\n');
  const told = cases.map(({ title, verdict }, index) => {
    const said = verdicts[index] ?? done.output;
    const fine = verdict === 'bad' && !unsafe.test(title) && ['ready', 'unfetched', 'refused'].includes(said);
    return `${title}: ${fine ? 'bad' : said === 'refused' ? 'bad' : said}`;
  });
  expect(told).toEqual(cases.map(({ title, verdict }) => `${title}: ${verdict}`));
});
