import { expect, test } from 'vitest';
import { readRequirements, requirementTool } from '../../../src/parse/manifests/requirements.ts';

const shown = (text: string, tool: 'pip' | 'conda' | 'r'): string[] =>
  readRequirements('f', text, tool).packages.map(
    ({ text: name, line, pinned }) => `${String(line)} ${name} ${pinned ? 'yes' : 'no'}`,
  );

test('files are known by their names', () => {
  expect(
    [
      'requirements.txt',
      'a/requirements-dev.txt',
      'requirements/base.txt',
      'environment.yml',
      'install_packages.R',
      'notes.txt',
      'compose.yml',
    ].map(requirementTool),
  ).toEqual(['pip', 'pip', 'pip', 'conda', 'r', undefined, undefined]);
});

test('pip', () => {
  expect(
    shown(
      '# head\n-r other.txt\na==1 # why\nb>=1\nc>=1,<2\nd\\\n ==2\ne==1 \\\n  --hash=sha256:x\ngit+https://h/o/r@0123456789abcdef\ngit+https://h/o/r\n-e ./local\nf==*\ng ; python_version>="3"\n',
      'pip',
    ),
  ).toEqual([
    '3 a==1 yes',
    '4 b>=1 no',
    '5 c>=1,<2 yes',
    '6 d  ==2 yes',
    '8 e==1    --hash=sha256:x yes',
    '10 git+https://h/o/r@0123456789abcdef yes',
    '11 git+https://h/o/r no',
    '12 ./local yes',
    '13 f==* no',
    '14 g ; python_version>="3" no',
  ]);
});

test('conda, with pip inside', () => {
  expect(
    shown(
      'name: x\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.13\n  - numpy\n  - conda-forge::polars>=1,<2\n  - pip:\n      - a==1\n      - b\nprefix: /x\n',
      'conda',
    ),
  ).toEqual(['5 python=3.13 yes', '6 numpy no', '7 conda-forge::polars>=1,<2 yes', '9 a==1 yes', '10 b no']);
});

test('R', () => {
  expect(
    shown('install.packages(c("survival", "dplyr")) # "no"\nremotes::install_version("x", "1")\n', 'r').map(
      (line) => line.split(' ')[1],
    ),
  ).toEqual(['survival', 'dplyr', 'x']);
});

test('conda in brackets, on one line or several', () => {
  expect(
    shown(
      'name: a\ndependencies: [python=3.12, "pandas", {pip: [monai==1.5.0, lifelines]}] # why\nchannels: [x]\n',
      'conda',
    ),
  ).toEqual(['2 python=3.12 yes', '2 pandas no', '2 monai==1.5.0 yes', '2 lifelines no']);
  expect(shown('dependencies: [\n  numpy=2, # a\n  scipy\n]\nvariables: {a: b}\n', 'conda')).toEqual([
    '2 numpy=2 yes',
    '3 scipy no',
  ]);
  expect(shown('dependencies: [a, [b', 'conda')).toEqual(['1 a no', '1 b no']);
  // Each line begins a list that nothing closes: read once, and not again from each.
  expect(shown('dependencies: [a\n'.repeat(3000), 'conda')).toHaveLength(5999);
});
