import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AnyCall, adopt, check, upgrade } from '../../helpers/call-commands.ts';
import { catchEnvironment } from '../../fakes/environment.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'asked-of-image-'));
  execFileSync('git', ['init', '--quiet', root]);
  mkdirSync(join(root, 'out'));
  writeFileSync(
    join(root, 'train.py'),
    'import pandas as pd\nimport torch\ntorch.save(pd.read_csv("/safe_data/x.csv"), "/safe_outputs/m.pt")\n',
  );
});
afterEach(() => rmSync(root, { recursive: true }));

async function start(
  run: AnyCall,
  target: string,
  flags: Readonly<Record<string, string | boolean | readonly string[]>>,
): Promise<string> {
  const environment = catchEnvironment();
  const code = await run({ targets: [target], flags } as never, environment).catch((error: unknown) => String(error));
  return `${String(code)}\n${environment.printed.out}${environment.printed.err}`.replaceAll(/\s+/g, ' ');
}

const names = ['name=a', 'project=nsh-2026-001', 'registry=ghcr.io/my-group'];
const adoptWith = async (list: string): Promise<string> => {
  writeFileSync(join(root, 'requirements.txt'), list);
  return start(adopt, root, { defaults: true, set: names });
};
const boxes = (): readonly string[] =>
  readFileSync(join(root, 'tre/README.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('- ['));

it('a newest version that the image keeps is nothing to do, and is not called what is asked for', async () => {
  writeFileSync(join(root, 'requirements.txt'), 'pandas==2.2.3\n');
  expect(await start(adopt, root, { survey: true })).toMatch(/version 3\.13 or older pandas 2\.2\.3 has no wheel/);
  expect(await adoptWith('pandas==2.2.3\n')).not.toMatch(/Python 3\.\d+ (?:or older|is asked)/);
});

it('what the image brings in its own build bounds no version of Python, and is told by itself', async () => {
  const said = await adoptWith('torch==2.0.1\npandas==2.2.3\n');
  expect(said).toMatch(/requirements\.txt asks for torch 2\.0\.1, and \S+ has its own build, which stays: see /);
  expect(said).not.toMatch(/Python 3\.\d+ (?:or older|is asked)/);
});

it('a to-do of an image that a person replaced is settled, for the page and for check', async () => {
  expect(await adoptWith('torch==2.0.1\npandas==1.5.3\n')).toMatch(
    /Python 3\.11 or older is needed \(pandas 1\.5\.3 .*?\), and \S+ has Python 3\.12: write newer versions of such packages, or name/,
  );
  expect(boxes().filter((line) => line.startsWith('- [ ]'))).toHaveLength(2);
  const tre = join(root, 'tre');
  expect(await start(check, tre, { verbose: true })).toContain('adoption-settled');
  const image = 'docker.io/pytorch/pytorch:2.0.1-cuda11.7-cudnn8-runtime';
  expect(await start(upgrade, tre, { force: true, set: [`image=${image}`] })).toMatch(/^0 /);
  expect(boxes().filter((line) => line.startsWith('- [ ]'))).toEqual([]);
  expect(boxes().join('\n')).toContain(`another image was named since, ${image}`);
  const said = await start(check, tre, {});
  expect(said).not.toContain('adoption-settled');
  // The newer image is not advised as if nothing spoke against it, and no digest of one that goes is asked for.
  expect(said).toMatch(/first see that your packages and programs fit it \(Python 3\.11 or older is needed/);
  expect(said).not.toContain('which asks the registry for the digest');
});
