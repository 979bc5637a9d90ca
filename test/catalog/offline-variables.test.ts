import { expect, test } from 'vitest';
import { bases } from '../../src/catalog/bases.ts';
import { librarySettings } from '../../src/catalog/library-settings.ts';
import { offlineVariables } from '../../src/catalog/offline-variables.ts';
import { selectOfflineVariables } from '../../src/engine/render/select-offline-variables.ts';

const removedOrDeprecated = [
  'TRANSFORMERS_CACHE',
  'PYTORCH_TRANSFORMERS_CACHE',
  'PYTORCH_PRETRAINED_BERT_CACHE',
  'HUGGINGFACE_HUB_CACHE',
  'HUGGINGFACE_ASSETS_CACHE',
  'HUGGING_FACE_HUB_TOKEN',
  'HF_HUB_ENABLE_HF_TRANSFER',
  'DATA_GYM_CACHE_DIR',
  'TRANSFORMERS_OFFLINE',
];
/** Names that scanners take for a secret in an image. */
const secretLike = /(?:^|_)(?:auth|key|password|passwd|pword|secret|token|credentials?|apikey|usr|psw)(?:_|$)/i;

const written = [...offlineVariables, ...librarySettings.flatMap(({ settings }) => settings)].map(({ name }) => name);

test('a variable that is removed or deprecated is never written', () => {
  expect(written.filter((name) => removedOrDeprecated.includes(name))).toEqual([]);
});

test('no name looks like a secret to a scanner', () => {
  expect(written.filter((name) => secretLike.test(name))).toEqual([]);
});

test.each(Object.values(bases))('$name gets each variable once', (base) => {
  const names = selectOfflineVariables(offlineVariables, base, true).variables.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
  expect(names).toEqual(expect.arrayContaining(['HF_HOME', 'HF_HUB_OFFLINE', 'TRE_NETWORK_GUARD']));
});

test('what is read lies under /safe_data and what is written under /scratch', () => {
  const places = { data: '/safe_data/', cache: '/scratch/', switch: '', guard: '' };
  expect(offlineVariables.filter(({ kind, value }) => !value.startsWith(places[kind]))).toEqual([]);
});

test('R never gets TORCH_HOME, which means the LibTorch installation to it', () => {
  const ofR = librarySettings.filter(({ language }) => language === 'r').flatMap(({ settings }) => settings);
  expect(ofR.map(({ name }) => name)).not.toContain('TORCH_HOME');
});
