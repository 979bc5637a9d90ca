import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'scispacy',
  title: 'scispaCy',
  language: 'python',
  imports: ['scispacy'],
  packages: { pypi: ['scispacy'] },
  brings: ['spacy'],
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['*.add_pipe'],
      argument: at(0, 'factory_name'),
      when: [{ argument: at(0, 'factory_name'), is: [/^scispacy_linker$/] }],
      does: 'fetches the files of a knowledge base from S3 (UMLS is about 1 GB), and asks for each of them even when it is cached',
    },
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'scispacy.linking.EntityLinker',
        'scispacy.umls_linking.UmlsEntityLinker',
        'scispacy.linking_utils.UmlsKnowledgeBase',
        'scispacy.linking_utils.Mesh',
        'scispacy.linking_utils.GeneOntology',
        'scispacy.linking_utils.HumanPhenotypeOntology',
        'scispacy.linking_utils.RxNorm',
        'scispacy.candidate_generation.CandidateGenerator',
      ],
      argument: at(0, 'ann_index', 'kb', 'file_path', 'candidate_generator', 'linker_paths', 'nlp'),
      does: 'fetches the files of a knowledge base from S3',
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: ['scispacy.file_cache.cached_path'],
      argument: at(0, 'url_or_filename'),
      does: 'fetches a file by its address',
    },
  ],
  settings: [
    {
      name: 'SCISPACY_CACHE',
      value: '/scratch/scispacy',
      kind: 'cache',
      why: 'scispaCy makes this folder whenever it looks for a file',
    },
  ],
  caches: [{ place: '~/.scispacy/datasets', movedBy: ['SCISPACY_CACHE'] }],
  stage: {
    outside: 'download the jsonl, the nmslib index, the tfidf files and concept_aliases.json of the knowledge base',
    inside:
      'CandidateGenerator(ann_concept_aliases_list and the other five as paths) with KnowledgeBase(file_path="/safe_data/umls.jsonl")',
  },
  note: 'A filled cache is not enough: each file is asked for with a HEAD request, whose failure is an error.',
  examples: {
    asks: 'import spacy\nnlp = spacy.load("en_core_sci_sm")\nnlp.add_pipe("scispacy_linker", config={"linker_name": "umls"})',
    local: 'import spacy\nnlp = spacy.load("en_core_sci_sm")\nnlp.add_pipe("abbreviation_detector")',
  },
  seen: {
    version: 'scispacy 0.6.2',
    date: '2026-11-25',
    how: 'source',
    where: 'file_cache.py:17,80-135; candidate_generation.py:80-115; linking_utils.py:89-205',
  },
});
