import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'r-services',
  title: 'Services for R (rentrez, tidygeocoder, KEGGREST, nhanesA, textdata)',
  language: 'r',
  imports: ['rentrez', 'tidygeocoder', 'KEGGREST', 'nhanesA', 'RNHANES', 'textdata', 'tidytext'],
  packages: {
    cran: ['rentrez', 'tidygeocoder', 'nhanesA', 'RNHANES', 'textdata', 'tidytext'],
    bioconductor: ['KEGGREST'],
  },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'rentrez::entrez_search',
        'rentrez::entrez_fetch',
        'rentrez::entrez_summary',
        'rentrez::entrez_link',
        'rentrez::entrez_post',
        'rentrez::entrez_global_query',
        'KEGGREST::keggGet',
        'KEGGREST::keggFind',
        'KEGGREST::keggLink',
        'KEGGREST::keggConv',
        'KEGGREST::keggList',
      ],
      does: 'asks a database elsewhere, which is told the genes and terms that are looked up',
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'tidygeocoder::geocode',
        'tidygeocoder::reverse_geocode',
        'tidygeocoder::geo',
        'tidygeocoder::reverse_geo',
        'tidygeocoder::geocode_combine',
      ],
      does: 'sends the addresses to a service that places them on a map',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['nhanesA::nhanes', 'nhanesA::nhanesTables', 'nhanesA::nhanesTranslate', 'RNHANES::nhanes_load_data'],
      does: 'downloads tables of NHANES',
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['textdata::lexicon_*', 'textdata::dataset_*', 'textdata::embedding_*'],
      does: 'asks whether it may download, and downloads, where the data set is not there',
      unless: [{ argument: at(0, 'dir'), is: ['staged'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['tidytext::get_sentiments'],
      when: [{ argument: at(0, 'lexicon'), is: [/^(?:afinn|loughran|nrc)$/] }],
      does: 'has textdata download the lexicon where it is not there, which asks first',
    },
  ],
  caches: [{ place: '~/.cache/textdata', movedBy: ['R_USER_CACHE_DIR'], argument: named('dir') }],
  stage: {
    outside: 'look up what is needed, and save it as a file',
    inside: 'read the file by its path below /safe_data; lexicon_afinn(dir = "/safe_data/textdata")',
  },
  examples: {
    asks: 'r <- rentrez::entrez_search(db = "pubmed", term = x)',
    local: 'l <- tidytext::get_sentiments("bing")',
  },
  seen: {
    version: 'rentrez 1.2.4, tidygeocoder 1.0.6, tidytext 0.4.3, textdata 0.4.5, RNHANES 1.1.0',
    date: '2026-11-30',
    how: 'documented',
    where:
      'descriptions of the packages; help of get_sentiments and lexicon_afinn; of KEGGREST and nhanesA in their manuals',
  },
});
