import { expect, test } from 'vitest';
import { selectLibraries } from '../../../src/engine/render/select-libraries.ts';
import type { LibrarySettings } from '../../../src/model/atlas/library-settings.ts';

const library = (name: string, rest: Partial<LibrarySettings> = {}): LibrarySettings => ({
  name,
  language: 'python',
  packages: [name],
  importName: name,
  brings: [],
  settings: [],
  ...rest,
});
const table = [
  library('hub'),
  library('torch', { packages: ['torch', 'pytorch'] }),
  library('whisper', { packages: ['faster-whisper'], brings: ['hub', 'unheard-of'] }),
  library('circle', { brings: ['round'] }),
  library('round', { brings: ['circle'] }),
  library('torch-of-r', { language: 'r', packages: ['torch'] }),
  library('git', { language: 'program' }),
];
const select = (packages: readonly string[], language: 'python' | 'r' = 'python'): readonly string[] =>
  selectLibraries(packages, language, table).map(({ name, isBrought }) => (isBrought ? `(${name})` : name));

test('packages are found as indexes compare names, and bring what they bring', () => {
  expect(select(['Faster_Whisper[gpu]==1.2.1', 'conda-forge::pytorch=2'])).toEqual(['torch', 'whisper', '(hub)']);
});

test('what brings each other is there once', () => {
  expect(select(['circle'])).toEqual(['circle', '(round)']);
});

test('a name means another library in another language, and a program in each', () => {
  expect(select(['torch', 'git'], 'r')).toEqual(['torch-of-r', 'git']);
});

test('what is not in the atlas is left out', () => {
  expect(select(['numpy'])).toEqual([]);
});
