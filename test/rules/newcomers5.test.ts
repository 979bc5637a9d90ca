import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import type { Rule } from '../../src/model/check/rule.ts';
import accelerators from '../../src/rules/accelerator-fits.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import complete from '../../src/rules/image-complete.ts';
import { factsOf } from '../helpers/project.ts';

// Remedies that did not fit the project they were told to.

const fixes = async (rule: Rule, files: Readonly<Record<string, string>>): Promise<string> => {
  const { results } = check(await factsOf(files), [rule]);
  return results.map(({ fix, location }) => `${location?.file ?? ''} ${fix ?? ''}`).join('\n');
};

test.each([
  ['renv.lock', "Rscript -e 'renv::snapshot()'"],
  ['julia/Manifest.toml', 'Pkg.resolve()'],
  ['uv.lock', '(uv lock)'],
])('a lock file that never was there is written by its tool, not brought back: %s', async (path, command) => {
  const Dockerfile = `FROM docker.io/library/python:3.13\nCOPY ${path} /app/\n`;
  const said = await fixes(complete, { Dockerfile });
  expect(said).toContain(command);
  expect(said).not.toContain('bring it back');
});

test('the answers of a project are no remedy for a second Dockerfile beside its own', async () => {
  const said = await fixes(accelerators, {
    Dockerfile: 'FROM docker.io/library/python:3.13\n',
    'Dockerfile.gpu': 'FROM docker.io/nvidia/cuda:latest\n',
    '.yo-rc.json': '{"generator-tre-container": {"version": "0.1.0", "answers": {"gpu": false}}}',
  });
  expect(said).toContain('Dockerfile.gpu start from an image that names its CUDA');
  expect(said).not.toContain('--set');
});

const messages = async (of: Readonly<Record<string, string>>): Promise<string> =>
  check(await factsOf(of), [filesInImage])
    .results.filter(({ verdict }) => verdict === 'fail')
    .map(({ message }) => message)
    .join('\n');

test('what is found in a program names the image for which it holds, where it does not hold for all', async () => {
  const start = 'ENTRYPOINT ["python", "/app/main.py"]\n';
  const files = {
    Dockerfile: `FROM docker.io/library/python:3.13\nCOPY main.py codes.csv /app/\n${start}`,
    'gpu/Dockerfile': `FROM docker.io/library/python:3.13\nCOPY main.py /app/\n${start}`,
    'main.py': 'from pathlib import Path\ncodes = (Path(__file__).parent / "codes.csv").read_text()\n',
    'codes.csv': 'a\n',
  };
  expect(await messages(files)).toMatch(/^opens .*codes\.csv is not in the image, in the image of gpu\/Dockerfile \(/);
  const both = { ...files, Dockerfile: files['gpu/Dockerfile'] };
  expect(await messages(both)).not.toContain('in the image of');
});
