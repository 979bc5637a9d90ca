import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tiktoken',
  title: 'tiktoken',
  language: 'python',
  imports: ['tiktoken'],
  packages: { pypi: ['tiktoken'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['tiktoken.get_encoding', 'tiktoken.encoding_for_model'],
      does: 'fetches the encoding when it is not in the cache',
      unless: [{ filled: 'TIKTOKEN_CACHE_DIR' }],
    },
  ],
  settings: [
    {
      name: 'TIKTOKEN_CACHE_DIR',
      value: '/safe_data/tiktoken',
      kind: 'data',
      why: 'tiktoken looks for encodings in the data area, not in the temporary folder',
      needed: true,
    },
  ],
  caches: [{ place: '<tmp>/data-gym-cache', movedBy: ['TIKTOKEN_CACHE_DIR', 'DATA_GYM_CACHE_DIR'] }],
  hosts: ['openaipublic.blob.core.windows.net'],
  stage: {
    outside: `TIKTOKEN_CACHE_DIR=tiktoken python -c "import tiktoken; tiktoken.get_encoding('cl100k_base')"`,
    inside: 'ENV TIKTOKEN_CACHE_DIR=/safe_data/tiktoken, with the files under the names they got',
  },
  note: 'A file whose checksum does not fit is removed and fetched anew.',
  examples: {
    asks: 'import tiktoken\ne = tiktoken.get_encoding("cl100k_base")',
    local: 'import tiktoken\ne = tiktoken.Encoding("own", pat_str=p, mergeable_ranks=r, special_tokens={})',
  },
  seen: { version: 'tiktoken 0.14.0', date: '2026-11-26', how: 'run', where: 'load.py:35-75' },
});
