import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'r-torch',
  title: 'torch for R',
  language: 'r',
  imports: ['torch'],
  packages: { cran: ['torch'] },
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['torch::install_torch', 'torch::install_torch_from_file'],
      does: 'downloads LibTorch',
      unless: [{ variable: 'TORCH_URL', is: /(?:file:|\/).*/ }],
    },
  ],
  settings: [
    {
      name: 'TORCH_INSTALL',
      value: '0',
      kind: 'switch',
      why: 'torch for R does not download LibTorch when it is loaded',
      needed: true,
    },
  ],
  caches: [{ place: 'the R library', movedBy: ['TORCH_HOME'] }],
  stage: {
    outside: 'nothing: LibTorch belongs into the image',
    inside:
      'ENV TORCH_HOME=/opt/libtorch CUDA=cpu, RUN Rscript -e "torch::install_torch()"; torch_load("/safe_data/model.pt")',
  },
  note: 'TORCH_HOME names LibTorch here and weights in Python: an image with both cannot share it.',
  examples: { asks: 'torch::install_torch()', local: 'library(torch)\nx <- torch_tensor(1)' },
  seen: {
    version: 'mlverse/torch 0.17.0.9000',
    date: '2026-11-25',
    how: 'source',
    where: 'R/package.R:20-80; R/install.R:237,269,295',
  },
});
