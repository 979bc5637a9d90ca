import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyProject, freshFolder, generateProject, writeManifest } from './generated-project.ts';
import { serveHub } from './hub-server.ts';
import { installOldHub, python } from './install-libraries.ts';
import { run } from './run.ts';
import type { Done } from './run.ts';

const commit = 'a'.repeat(40);
const target = 'huggingface/hub/models--org--model';
const config = Buffer.from('{"model_type": "bert"}');

let root: string;
let fetched: Done;

/** A project with a self-contained hub cache in its data area. */
beforeAll(async () => {
  root = await generateProject('pytorch');
  const hub = await serveHub();
  hub.commits.set(commit, { 'config.json': config, 'sub/vocab.txt': Buffer.from('a\nb\n') });
  hub.branches.set('v1.0', commit);
  const source = { repository: 'org/model', revision: 'v1.0' };
  writeManifest(root, { name: 'model', loader: 'transformers', layout: 'hub', target, source, files: [] });
  fetched = await run(python, ['models/fetch_models.py'], { cwd: root, variables: { HF_ENDPOINT: hub.address } });
  await hub.close();
  renameSync(join(root, 'models/staging'), join(root, 'safe_data'));
  mkdirSync(join(root, 'scratch'));
});

test('it is staged as plain files', () => {
  expect(fetched).toMatchObject({ status: 0 });
  const found = readdirSync(join(root, 'safe_data'), { recursive: true, withFileTypes: true });
  expect(found.filter((entry) => !entry.isFile() && !entry.isDirectory())).toEqual([]);
  expect(
    found
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['config.json', 'main', 'v1.0', 'vocab.txt']);
});

describe.each(['1.28.0', 'newest'])('huggingface_hub %s', (version) => {
  test('code that asks by name finds the model, after a copy of its folder alone', async () => {
    const interpreter = version === 'newest' ? python : await installOldHub(version);
    const home = freshFolder();
    mkdirSync(join(home, 'hub'));
    await run('cp', ['-r', join(root, 'safe_data', target), join(home, 'hub')]);
    const code = `
import os, huggingface_hub
from pathlib import Path
paths = [huggingface_hub.hf_hub_download("org/model", "config.json", revision=revision) for revision in (None, "v1.0", "${commit}")]
print({Path(path).read_text() for path in paths}, Path(huggingface_hub.snapshot_download("org/model"), "sub/vocab.txt").read_text())`;
    const done = await run(interpreter, ['-c', code], { variables: { HF_HOME: home, HF_HUB_OFFLINE: '1' } });
    expect(done).toMatchObject({ status: 0, stdout: `{'${config.toString()}'} a\nb\n\n` });
  });
});

test('our own loader gives the folder of the commit, and the check knows it', async () => {
  const variables = { TRE_SAFE_DATA: join(root, 'safe_data'), TRE_SCRATCH: join(root, 'scratch') };
  const path = await run(python, ['-c', 'import offline_models; print(offline_models.model_path("model"))'], {
    cwd: root,
    variables,
  });
  expect(path.stdout).toBe(`${root}/safe_data/${target}/snapshots/${commit}\n`);
  const check = await run(python, ['offline_models.py', '--check'], { cwd: root, variables });
  expect(check).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ready {6}model/) as string });
});

test('a link that leads out of the folder is named before anything is carried, and a link to nowhere inside', async () => {
  const copy = copyProject(root);
  const place = join(copy, 'safe_data', target, 'snapshots', commit, 'config.json');
  rmSync(place);
  writeFileSync(join(copy, 'safe_data/shared-blob'), config);
  symlinkSync(join(copy, 'safe_data/shared-blob'), place);
  const verify = await run(python, ['models/fetch_models.py', '--verify', '--staging', join(copy, 'safe_data')], {
    cwd: copy,
  });
  expect(verify).toMatchObject({ status: 1, output: expect.stringContaining('leads out of the folder') as string });
  rmSync(join(copy, 'safe_data/shared-blob'));
  const check = await run(python, ['offline_models.py', '--check'], {
    cwd: copy,
    variables: { TRE_SAFE_DATA: join(copy, 'safe_data'), TRE_SCRATCH: join(copy, 'scratch') },
  });
  expect(check).toMatchObject({ status: 1, output: expect.stringContaining('shared-blob leads nowhere') as string });
});
