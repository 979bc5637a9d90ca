import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { failAtOnce } from './at-once.ts';
import { copyProject, generateProject, writeManifest } from './generated-project.ts';
import { python } from './install-libraries.ts';
import { inNetwork, networks } from './networks.ts';
import type { Network } from './networks.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

/** Prints the class and message of an error, after the milliseconds until it came. */
const timed = (code: string): string => `started <- proc.time()[["elapsed"]]
tryCatch({${code}}, error = function(error) {
  cat(sprintf("%.0f ms %s: %s", 1000 * (proc.time()[["elapsed"]] - started), c(error$kind, class(error)[[1]])[[1]], conditionMessage(error)))
})`;
let staged: string;

const variablesOf = (root: string): Readonly<Record<string, string>> => ({
  TRE_SAFE_DATA: join(root, 'safe_data'),
  TRE_SCRATCH: join(root, 'scratch'),
  TRE_IMAGE_MODELS: join(root, 'opt'),
});
const inside = (network: Network, root: string, code: string): Promise<Done> => {
  const [command, args] = inNetwork(network, ['Rscript', '-e', `source("offline_models.R")\n${code}`]);
  return run(command, args, { cwd: root, variables: variablesOf(root) });
};

beforeAll(async () => {
  staged = await generateProject('rocker');
  mkdirSync(join(staged, 'trained'));
  const trained = await run('Rscript', ['-e', 'saveRDS(lm(dist ~ speed, cars), "trained/model.rds")'], { cwd: staged });
  if (trained.status !== 0) throw new Error(trained.output);
  writeManifest(staged, {
    name: 'braking',
    loader: 'rds',
    target: 'models/braking',
    source: { folder: 'trained' },
    allow: { pickle: 'made by this test' },
  });
  const fetched = await run(python, ['models/fetch_models.py'], { cwd: staged });
  if (fetched.status !== 0) throw new Error(fetched.output);
  rmSync(join(staged, 'trained'), { recursive: true });
  mkdirSync(join(staged, 'scratch'));
  renameSync(join(staged, 'models/staging'), join(staged, 'safe_data'));
});

describe.each(networks)('%s', (network) => {
  test('the staged model predicts what it predicts outside', async () => {
    const done = await inside(
      network,
      staged,
      'offline_prepare()\ncat(identical(predict(readRDS(file.path(model_path("braking"), "model.rds"))), predict(lm(dist ~ speed, cars))))',
    );
    expect(done).toMatchObject({ status: 0, stdout: 'TRUE' });
  });

  test.each<readonly [title: string, damage: (root: string) => void, error: string, says: string]>([
    [
      'no data area',
      (root) => renameSync(join(root, 'safe_data'), join(root, 'elsewhere')),
      'missing',
      'safe_data/models/braking',
    ],
    [
      'no folder',
      (root) => rmSync(join(root, 'safe_data/models/braking'), { recursive: true }),
      'missing',
      'safe_data/models holds ',
    ],
    [
      'a wrong hash',
      (root) => writeFileSync(join(root, 'safe_data/models/braking/model.rds'), Buffer.alloc(sizeOf(root))),
      'hash',
      'model.rds is damaged',
    ],
    [
      'a partial file',
      (root) => truncateSync(join(root, 'safe_data/models/braking/model.rds'), 10),
      'partial',
      'model.rds has 10 of ',
    ],
    [
      'a missing file',
      (root) => rmSync(join(root, 'safe_data/models/braking/model.rds')),
      'partial',
      'model.rds is missing',
    ],
    ['a link to nowhere', (root) => linkToNowhere(join(root, 'safe_data/models/braking')), 'link', '../blobs/braking'],
    [
      'a manifest with a branch',
      (root) => writeManifest(root, { name: 'braking', target: 'm', source: { repository: 'a/b', revision: 'main' } }),
      'manifest',
      'at main',
    ],
    [
      'a broken manifest',
      (root) => writeFileSync(join(root, 'models/models.json'), '{"version": 1,'),
      'manifest',
      'models.json: not a manifest',
    ],
  ])('%s is an error of its own class, at once', async (_, damage, error, says) => {
    const root = copyProject(staged);
    damage(root);
    const output = await failAtOnce(() => inside(network, root, timed('model_path("braking")')));
    expect(output).toContain(` ms ${error}: `);
    expect(output).toContain(says);
  });

  test('a download fails at once and names its address', async () => {
    const download = timed(
      'offline_prepare()\ndownload.file("https://huggingface.co/org/model", tempfile(), quiet = TRUE)',
    );
    const output = await failAtOnce(() => inside(network, staged, `Sys.setenv(TRE_NETWORK_GUARD = "1")\n${download}`));
    expect(output).toContain("cannot open URL 'https://huggingface.co/org/model'");
  });
});

test('a model that this user may not read is an error that names the rights', async () => {
  const root = copyProject(staged);
  for (const open of [root, join(root, 'safe_data'), join(root, 'safe_data/models')]) chmodSync(open, 0o755);
  chmodSync(join(root, 'safe_data/models/braking'), 0o000);
  const asOther = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  const [command, ...args] = [...asOther, 'Rscript', '-e', 'source("offline_models.R")\nmodel_path("braking")'];
  const done = await run(command ?? '', args, { cwd: root, variables: { ...variablesOf(root), HOME: root } });
  expect(done).toMatchObject({
    status: 1,
    output: expect.stringMatching(
      /this user may not read .*safe_data\/models\/braking; where you may: chmod -R a\+rX/,
    ) as string,
  });
});

test('the preflight lists every model and fails when one is missing', async () => {
  const root = copyProject(staged);
  const ready = await run('Rscript', ['offline_models.R', '--check', '--hash'], {
    cwd: root,
    variables: variablesOf(root),
  });
  expect(ready).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^ready {6}braking: .*\n1 of 1 models ready/) as string,
  });
  rmSync(join(root, 'safe_data/models/braking'), { recursive: true });
  const missing = await run('Rscript', ['offline_models.R', '--check'], { cwd: root, variables: variablesOf(root) });
  expect(missing).toMatchObject({
    status: 1,
    stdout: expect.stringContaining(
      `NOT READY  braking: 1 of 1 files cannot be used\n  looked for: ${root}/safe_data/models/braking`,
    ) as string,
  });
  writeFileSync(join(root, 'models/models.json'), '{');
  expect((await run('Rscript', ['offline_models.R', '--check'], { cwd: root })).status).toBe(2);
});

test('prepare sets the variables, keeps a folder of yours, and takes the repositories away', async () => {
  const code =
    'offline_prepare()\ncat(Sys.getenv(c("HF_HUB_OFFLINE", "HF_HOME", "TORCH_HOME")), length(getOption("repos")), sep = "|")';
  const done = await run('Rscript', ['-e', `source("offline_models.R")\n${code}`], {
    cwd: staged,
    variables: {
      ...variablesOf(staged),
      HF_HOME: '/mine',
      TORCH_HOME: '',
      HF_HUB_OFFLINE: '0',
      TRE_NETWORK_GUARD: '0',
    },
  });
  expect(done.stdout).toBe('1|/mine||0');
});

test('hashes are compared once', async () => {
  const root = copyProject(staged);
  const code =
    'invisible(model_path("braking"))\nhash_file <- function(path) stop("hashed again")\ncat(model_path("braking"))';
  expect(
    (await run('Rscript', ['-e', `source("offline_models.R")\n${code}`], { cwd: root, variables: variablesOf(root) }))
      .stdout,
  ).toBe(`${root}/safe_data/models/braking`);
});

function sizeOf(root: string): number {
  const manifest = JSON.parse(readFileSync(join(root, 'models/models.json'), 'utf8')) as {
    readonly models: readonly [{ readonly files: readonly [{ readonly size: number }] }];
  };
  return manifest.models[0].files[0].size;
}

function linkToNowhere(folder: string): void {
  rmSync(folder, { recursive: true });
  symlinkSync('../blobs/braking', folder);
}
