import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catchEnvironment } from '../fakes/environment.ts';
import { pin } from '../helpers/call-commands.ts';
import { completeAnswers, renderAnswers } from '../helpers/golden.ts';
import { freshFolder } from './generated-project.ts';
import { run } from './run.ts';

/** Wheels of two indexes: what PyTorch's has beside the build that is wanted must not be taken from there. */
const wheels = {
  cpu: { 'torch 2.13.0+cpu': ['filelock'], 'transformers 99.0': [] },
  pypi: {
    'torch 2.13.0': ['filelock', 'nvidia-cudnn-cu13'],
    'nvidia-cudnn-cu13 9.13': [],
    'filelock 3.20': [],
    'pandas 3.0.6': [],
    'transformers 5.22.2': ['filelock'],
  },
} as const;

/** Makes an empty wheel for each, since a wheel is a zip with three files. */
const maker = `
import json, pathlib, sys, zipfile
for index, packages in json.loads(sys.argv[1]).items():
    for key, needs in packages.items():
        name, version = key.split()
        stem = f"{name.replace('-', '_')}-{version}"
        folder = pathlib.Path(index, name)
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
            lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {need}" for need in needs), ""]
            wheel.writestr(f"{stem}.dist-info/METADATA", "\\n".join(lines))
            wheel.writestr(f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
            wheel.writestr(f"{stem}.dist-info/RECORD", "")
`;

let root: string;
let server: Server;
let address: string;
const asked: string[] = [];

beforeAll(async () => {
  root = freshFolder();
  const models = [{ id: 'org/model', revision: 'a'.repeat(40) }];
  const tree = await renderAnswers(await completeAnswers({ base: 'python', name: 'proof', models }));
  for (const file of ['requirements.txt', 'requirements-torch.txt', 'Dockerfile'])
    writeFileSync(join(root, file), tree.get(file)?.text ?? '');
  const made = await run('python3', ['-c', maker, JSON.stringify(wheels)], { cwd: root });
  if (made.status !== 0) throw new Error(made.output);
  server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').replace(/^\//, ''));
    asked.push(path);
    if (/^\w+\/[\w-]+\/$/.test(path)) {
      let files: string[] = [];
      try {
        files = readdirSync(join(root, path));
      } catch {
        response.writeHead(404).end();
        return;
      }
      const links = files.map((file) => {
        const sha256 = createHash('sha256')
          .update(readFileSync(join(root, path, file)))
          .digest('hex');
        return `<a href="${encodeURIComponent(file)}#sha256=${sha256}">${file}</a>`;
      });
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!DOCTYPE html>\n${links.join('\n')}\n`);
    } else if (/^\w+\/[\w-]+\/[\w.+-]+\.whl$/.test(path)) response.end(readFileSync(join(root, path)));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const variables = (): Record<string, string> => ({
  PIP_INDEX_URL: `${address}/pypi/`,
  PIP_CONFIG_FILE: '/dev/null',
  PIP_EXTRA_INDEX_URL: '',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
});

/** Runs the two commands of the Dockerfile, in their order, in an environment of its own; what is installed, or what the first that failed said. */
async function install(name: string): Promise<string> {
  const site = join(root, name);
  mkdirSync(site);
  expect(await run('python3', ['-m', 'venv', site])).toMatchObject({ status: 0 });
  const commands = [...readFileSync(join(root, 'Dockerfile'), 'utf8').matchAll(/^RUN pip (install .*)$/gm)];
  expect(commands.length).toBe(2);
  for (const [, words = ''] of commands) {
    const args = words.replaceAll('/app/', `${root}/`).replace('--root-user-action=ignore ', '').split(' ');
    const done = await run(join(site, 'bin/pip'), args, { variables: variables() });
    if (done.status !== 0) return done.output;
  }
  const words = ['list', '--format=freeze', '--exclude', 'pip', '--exclude', 'setuptools'];
  const list = await run(join(site, 'bin/pip'), words, { variables: variables() });
  return list.stdout.trim().split('\n').toSorted().join(' ');
}

const wanted = 'filelock==3.20 pandas==3.0.6 torch==2.13.0+cpu transformers==5.22.2';
const list = (): string => readFileSync(join(root, 'requirements-torch.txt'), 'utf8');

test('PyTorch comes without CUDA, and everything else from the usual index', async () => {
  expect(list()).toContain('torch==2.13.0+cpu\n');
  writeFileSync(
    join(root, 'requirements-torch.txt'),
    list().replace('https://download.pytorch.org/whl/cpu', `${address}/cpu/`),
  );
  expect(await install('venv')).toBe(wanted);
  expect(asked.filter((path) => path.startsWith('cpu/') && !path.startsWith('cpu/torch/'))).toEqual([]);
});

test('with the checksums that pin writes the same is installed, and a wheel that was changed is not', async () => {
  const environment = { ...catchEnvironment(), variables: {} };
  const file = join(root, 'requirements-torch.txt');
  expect(await pin({ targets: [file], flags: {} }, environment)).toBe(0);
  expect(list()).toMatch(/^torch==2\.13\.0\+cpu \\\n {4}--hash=sha256:[0-9a-f]{64}\n$/m);
  expect(await install('pinned')).toBe(wanted);
  appendFileSync(join(root, 'cpu/torch/torch-2.13.0+cpu-py3-none-any.whl'), 'hostile');
  expect(await install('changed')).toContain('THESE PACKAGES DO NOT MATCH THE HASHES');
});
