import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'unstructured',
  title: 'unstructured',
  language: 'python',
  imports: ['unstructured', 'unstructured_inference'],
  packages: { pypi: ['unstructured', 'unstructured-inference'] },
  brings: ['spacy', 'huggingface-hub', 'timm', 'transformers'],
  triggers: [
    {
      on: 'start',
      effect: 'reports',
      does: 'pings a server at every import and starts nvidia-smi',
      unless: [
        { variable: 'DO_NOT_TRACK', is: /.+/ },
        { variable: 'SCARF_NO_ANALYTICS', is: /.+/ },
      ],
    },
    {
      on: 'always',
      effect: 'installs',
      calls: ['unstructured.partition.text.*', 'unstructured.partition.auto.*', 'unstructured.partition.html.*'],
      does: 'installs the spaCy model en_core_web_sm into site-packages when it is missing',
      reported: true,
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['unstructured.partition.pdf.partition_pdf', 'unstructured.partition.image.partition_image'],
      when: [{ argument: named('strategy'), is: [/^hi_res$/] }],
      does: 'fetches models of layout from the Hub',
      unless: [hubOffline],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: ['unstructured.partition.api.*'],
      does: 'sends documents to a web service',
    },
  ],
  settings: [
    { name: 'SCARF_NO_ANALYTICS', value: 'true', kind: 'switch', why: 'no ping when it is imported', atImport: true },
  ],
  hosts: ['packages.unstructured.io'],
  stage: {
    outside: 'fill HF_HOME with the layout models by running one document',
    inside: 'RUN pip install the en_core_web_sm 3.8.0 wheel; HF_HUB_OFFLINE=1 with HF_HOME filled',
  },
  examples: {
    asks: 'import unstructured',
    local:
      'from unstructured.partition.pdf import partition_pdf\ne = partition_pdf("/safe_data/a.pdf", strategy="fast")',
    environment: { DO_NOT_TRACK: '1' },
  },
  seen: {
    version: 'unstructured 0.27.35',
    date: '2026-11-25',
    how: 'source',
    where: '__init__.py:2-8; telemetry.py:25,536-560; utils.py:183-213; nlp/tokenize.py:20-115',
  },
});
