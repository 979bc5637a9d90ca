import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'gdown',
  title: 'gdown',
  language: 'python',
  imports: ['gdown'],
  packages: { pypi: ['gdown'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['gdown.download', 'gdown.cached_download', 'gdown.download_folder'],
      commands: ['gdown'],
      does: 'downloads from Google Drive',
    },
  ],
  caches: [{ place: '~/.cache/gdown', movedBy: [] }],
  stage: {
    outside: 'gdown.download(id="...", output="models/x.pth")',
    inside: 'read the file by its path below /safe_data',
  },
  examples: {
    asks: 'import gdown\ngdown.download("https://drive.google.com/uc?id=x", "x.pth")',
    local: 'import torch\nm = torch.load("/safe_data/x.pth")',
  },
  seen: {
    version: 'gdown 6.5.1',
    date: '2026-11-25',
    how: 'source',
    where: 'download.py:43-44,168-279; cached_download.py:39',
  },
});
