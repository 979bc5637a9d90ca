import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'tldextract',
  title: 'tldextract',
  language: 'python',
  imports: ['tldextract'],
  packages: { pypi: ['tldextract'] },
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['tldextract.TLDExtract'],
      argument: named('suffix_list_urls'),
      does: 'fetches the list of public suffixes at its first use, then goes on with its own copy',
      unless: [{ filled: 'TLDEXTRACT_CACHE' }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['tldextract.extract'],
      does: 'fetches the list of public suffixes at its first use, then goes on with its own copy',
      unless: [{ filled: 'TLDEXTRACT_CACHE' }],
    },
  ],
  settings: [
    {
      name: 'TLDEXTRACT_CACHE',
      value: '/scratch/tldextract',
      kind: 'cache',
      why: 'the list of public suffixes is written there',
    },
  ],
  caches: [
    {
      place: '~/.cache/python-tldextract',
      movedBy: ['TLDEXTRACT_CACHE', 'XDG_CACHE_HOME'],
      argument: named('cache_dir'),
    },
  ],
  hosts: ['publicsuffix.org'],
  stage: {
    outside: 'nothing: a copy of the list is in the package',
    inside: 'TLDExtract(suffix_list_urls=())(address)',
  },
  examples: {
    asks: 'import tldextract\nt = tldextract.extract("www.example.org")',
    local: 'import tldextract\nt = tldextract.TLDExtract(suffix_list_urls=())("www.example.org")',
  },
  seen: {
    version: 'tldextract 5.4.0',
    date: '2026-11-26',
    how: 'run',
    where: 'cache.py:55-80; tldextract.py:60-70,319-394,629',
  },
});
