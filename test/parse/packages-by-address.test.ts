import { expect, test } from 'vitest';
import { pipName } from '../../src/parse/packages/read-pip-list.ts';

test.each([
  ['git+https://github.com/example/phenolib@main', 'phenolib'],
  ['git+https://example.org/x/Pheno_Lib.git', 'pheno-lib'],
  ['git+https://example.org/x/y.git#egg=z', 'z'],
  ['z @ git+https://example.org/x/y.git', 'z'],
  ['pandas==2.2.3', 'pandas'],
  ['.', undefined],
])('%s is %s', (requirement, name) => {
  expect(pipName(requirement)).toBe(name);
});
