import { expect, test } from 'vitest';
import { check } from '../../src/engine/check/check.ts';
import filesInImage from '../../src/rules/files-in-image.ts';
import importsInstalled from '../../src/rules/imports-installed.ts';
import { factsOf } from '../helpers/project.ts';

const Dockerfile =
  'FROM docker.io/library/python:3.13\nCOPY src/ /app/\nWORKDIR /scratch\nENTRYPOINT ["python", "/app/main.py"]\n';
const project = {
  Dockerfile,
  'src/seg/__init__.py': '',
  'src/seg/io/__init__.py': '',
  'src/seg/io/read.py': 'x = 1\n',
};

async function judged(files: Record<string, string>): Promise<readonly [string | undefined, string, string]> {
  const [result] = check(await factsOf({ ...project, ...files }), [filesInImage]).results;
  return [result?.verdict, result?.message ?? '', result?.fix ?? ''];
}

test.each([
  ['a module below a package', 'from seg.nets.unet import build\n', 'src/seg/nets'],
  ['a module of a package', 'import seg.missing\n', 'src/seg/missing'],
  ['what is taken from a package that holds nothing', 'from seg import missing\n', 'src/seg/missing'],
  ['in the main guard', 'if __name__ == "__main__":\n    from seg.nets import unet\n', 'src/seg/nets'],
])('%s is nowhere', async (_what, program, said) => {
  const [verdict, message] = await judged({ 'src/main.py': program });
  expect(verdict).toBe('fail');
  expect(message).toContain(said);
});

test('a relative import, a package without __init__.py, and a name that is nearly there', async () => {
  expect(
    (await judged({ 'src/main.py': 'import seg.io.read\n', 'src/seg/io/read.py': 'from .util import x\n' }))[0],
  ).toBe('fail');
  const plain = { 'src/lib/a.py': 'x = 1\n', 'src/main.py': 'import lib.a\nimport lib.b\n' };
  expect((await judged(plain))[0]).toBe('fail');
  const [, , fix] = await judged({ 'src/main.py': 'from seg.io import raed\n' });
  expect(fix).toContain('did you mean read?');
});

test('a module that is left out of the image while its package is there', async () => {
  const files = { 'src/main.py': 'from seg.nets.unet import build\n', 'src/seg/nets/unet.py': 'build = 1\n' };
  expect((await judged(files))[0]).toBe('pass');
  const [verdict, message] = await judged({ ...files, '.dockerignore': 'src/seg/nets\n' });
  expect(verdict).toBe('fail');
  expect(message).toContain('src/seg/nets/unet.py is not in the image');
});

test.each([
  ['what is there', 'from seg.io.read import x\nfrom seg.io import read\n', {}],
  [
    'what the package gives by a name',
    'from seg import build\n',
    { 'src/seg/__init__.py': 'from seg.io.read import x as build\n' },
  ],
  ['what it tries', 'try:\n    from seg.fast import go\nexcept ImportError:\n    go = None\n', {}],
  ['what is compiled', 'from seg.fast import go\n', { 'src/seg/fast.pyx': 'def go(): pass\n' }],
  [
    'what setup.py makes',
    'from seg.fast import go\n',
    { 'setup.py': 'from setuptools import Extension\nExtension("seg.fast", [])\n' },
  ],
  ['its version', 'from seg._version import version\n', {}],
  ['what git leaves out', 'from seg.local import key\n', { '.gitignore': 'src/seg/local.py\n' }],
  ['what lies in another root', 'from seg.nets import unet\n', { 'other/seg/nets/unet.py': 'x = 1\n' }],
  ['a library', 'import json.decoder\nimport xml.etree.ElementTree\n', {}],
  ['a library with the name of a folder', 'from seg.models import x\n', { 'requirements.txt': 'seg==1.0\n' }],
  [
    'what only a type checker reads',
    'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from seg.nets import unet\n',
    {},
  ],
])('nothing to say of %s', async (_what, program, more) => {
  const [verdict, message] = await judged({ 'src/main.py': program, ...more });
  expect(`${verdict ?? ''} ${verdict === 'pass' ? '' : message}`).toBe('pass ');
});

test('the name of a package of the project with a slip of the pen is no package to install', async () => {
  const facts = await factsOf({ ...project, 'src/main.py': 'from segg.io import read\n', 'src/segmentation/a.py': '' });
  expect(check(facts, [importsInstalled]).results[0]?.fix).not.toContain('segmentation');
  const near = await factsOf({ ...project, 'src/main.py': 'from ctsegg.io import read\n', 'src/ctseg/io/read.py': '' });
  expect(check(near, [importsInstalled]).results[0]?.fix).toContain('did you mean ctseg of the project?');
});
