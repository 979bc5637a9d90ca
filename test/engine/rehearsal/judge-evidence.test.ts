import { expect, test } from 'vitest';
import { judgeEvidence } from '../../../src/engine/rehearsal/judge-evidence.ts';
import { evidenceForm, type RehearsalEvidence } from '../../../src/model/rehearsal/evidence.ts';

const inputs = { context: 'c1', files: { Dockerfile: '644:a', 'src/main.py': '644:b' } };
const evidence = {
  form: evidenceForm,
  tool: { name: 'generator-tre-container', version: '1.2.3' },
  inputs,
  image: { reference: 'localhost/x:rehearsal', id: 'sha256:1' },
} as unknown as RehearsalEvidence;

test.each([
  ['nothing', { inputs, version: '1.2.3', imageId: 'sha256:1' }, []],
  ['nothing is known', {}, []],
  [
    'a file',
    { inputs: { context: 'c2', files: { ...inputs.files, 'src/main.py': '644:x' } } },
    ['src/main.py has changed since'],
  ],
  [
    'a mode',
    { inputs: { context: 'c2', files: { ...inputs.files, Dockerfile: '755:a' } } },
    ['Dockerfile has changed since'],
  ],
  [
    'a new file and one that is gone',
    { inputs: { context: 'c2', files: { Dockerfile: '644:a', 'src/new.py': '644:n' } } },
    ['src/main.py, src/new.py have changed since'],
  ],
  [
    'more than is listed',
    { inputs: { ...inputs, context: 'c2' } },
    ['the files that the image is built from have changed since'],
  ],
  ['the image', { inputs, imageId: 'sha256:2' }, ['localhost/x:rehearsal is another image now']],
  ['the program', { inputs, version: '1.3.0' }, ['it was made by version 1.2.3 of this program, and this is 1.3.0']],
])('%s', (_, present, reasons) => {
  expect(judgeEvidence(evidence, present)).toEqual(reasons);
});

test('a record of 0.1.0 says less than is needed', () => {
  const { form: _form, ...old } = evidence;
  expect(judgeEvidence(old, { inputs })).toEqual([
    'it was recorded by another version, which kept less of what it rests on',
  ]);
});
