import { expect, test } from 'vitest';
import { judgeImage, summariseHome } from '../../../src/engine/rehearsal/judge-image.ts';
import type { ContainerFile, ImageFacts } from '../../../src/model/rehearsal/container-image.ts';

const image: ImageFacts = {
  reference: 'x',
  id: 'sha256:0',
  digests: [],
  user: '',
  entrypoint: [],
  command: [],
  environment: [],
  ports: [],
  platform: 'linux/amd64',
  size: 1,
  largestLayers: [],
};
const file = (path: string, size: number): ContainerFile => ({ path, type: 'file', size, uid: 0, mode: 0o644 });

test('an image with the three empty directories has no finding', () => {
  expect(judgeImage(image, { missingDirectories: [], hiddenFiles: [], homeContents: [] })).toEqual([]);
});

test('a server that its image has stopped by another signal than the one that was tried', () => {
  const contents = { missingDirectories: [], hiddenFiles: [], homeContents: [] };
  const said = (stopSignal: string, kind: 'batch' | 'interactive'): readonly string[] =>
    judgeImage({ ...image, stopSignal }, contents, kind).map(({ requirement }) => requirement);
  expect(said('SIGINT', 'interactive')).toEqual(['stops-when-told']);
  for (const signal of ['SIGTERM', 'TERM', '15']) expect(said(signal, 'interactive')).toEqual([]);
  expect(said('SIGINT', 'batch')).toEqual([]);
});

test('missing directories, hidden files and another platform are failures', () => {
  const findings = judgeImage(
    { ...image, platform: 'linux/arm64' },
    {
      missingDirectories: ['/scratch'],
      hiddenFiles: ['/safe_data/a', '/safe_data/b', '/safe_data/c', '/safe_data/d', '/safe_data/e', '/safe_data/f'],
      homeContents: [],
    },
  );
  expect(findings.map(({ requirement }) => requirement)).toEqual([
    'directories-exist',
    'directories-empty',
    'starts-by-itself',
  ]);
  expect(findings[1]?.message).toContain('/safe_data/e and 1 more');
});

test('a home is summed up by what a program could miss in it', () => {
  const files = [
    file('.bashrc', 3000),
    file('.cache/huggingface/hub/a', 10),
    file('.cache/huggingface/hub/b', 20),
    file('.cache/pip/http/x', 5_000_000),
    file('.local/lib/python3.13/site-packages/six.py', 40),
    file('weights.bin', 2_000_000),
  ];
  expect(
    summariseHome('/root', [...files, { path: '.cache', type: 'directory', size: 0, uid: 0, mode: 0o755 }]),
  ).toEqual([
    { path: '/root/weights.bin', size: 2_000_000 },
    { path: '/root/.local/lib', size: 40 },
    { path: '/root/.cache/huggingface', size: 30 },
  ]);
});
