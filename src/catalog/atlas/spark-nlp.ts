import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'spark-nlp',
  title: 'Spark NLP',
  language: 'python',
  imports: ['sparknlp'],
  packages: { pypi: ['spark-nlp'] },
  brings: ['pyspark'],
  triggers: [
    {
      on: 'always',
      effect: 'installs',
      calls: ['sparknlp.start'],
      does: 'fetches its jar from Maven',
      unless: [{ argument: named('skip_sparknlp_maven'), is: ['true'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'sparknlp.*.pretrained',
        'sparknlp.pretrained.PretrainedPipeline',
        'sparknlp.PretrainedPipeline',
        '*.pretrained',
      ],
      does: 'asks S3 for a model, even for one that is cached',
    },
  ],
  caches: [{ place: '~/cache_pretrained', movedBy: [] }],
  stage: {
    outside: 'download and unzip the model',
    inside: 'BertEmbeddings.load("/safe_data/models/NAME"), PretrainedPipeline.from_disk("/safe_data/models/NAME")',
  },
  examples: {
    asks: 'from sparknlp.pretrained import PretrainedPipeline\np = PretrainedPipeline("explain_document_dl", lang="en")',
    local: 'from sparknlp.annotator import BertEmbeddings\nb = BertEmbeddings.load("/safe_data/models/bert")',
  },
  seen: { version: 'spark_nlp 7.0.0', date: '2026-11-25', how: 'source', where: '__init__.py:77-245' },
});
