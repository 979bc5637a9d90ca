import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'allennlp',
  title: 'AllenNLP',
  language: 'python',
  imports: ['allennlp', 'allennlp_models', 'cached_path'],
  packages: { pypi: ['allennlp', 'allennlp-models', 'cached-path'] },
  brings: ['transformers'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'allennlp.predictors.*from_path',
        'allennlp.models.*load_archive',
        'allennlp.common.file_utils.cached_path',
        'cached_path.cached_path',
        'cached_path',
      ],
      argument: at(0, 'archive_path', 'archive_file', 'url_or_filename'),
      does: 'fetches an archive by its address',
    },
  ],
  caches: [{ place: '~/.allennlp/cache', movedBy: ['ALLENNLP_CACHE_ROOT'] }],
  stage: { outside: 'download model.tar.gz', inside: 'Predictor.from_path("/safe_data/models/model.tar.gz")' },
  note: 'The archive may itself name a transformer on the Hub. No release since 2022.',
  examples: {
    asks: 'from allennlp.predictors.predictor import Predictor\np = Predictor.from_path("https://storage.googleapis.com/allennlp-public-models/bert-base-srl.tar.gz")',
    local:
      'from allennlp.predictors.predictor import Predictor\np = Predictor.from_path("/safe_data/models/srl.tar.gz")',
  },
  seen: { version: 'allennlp, archived', date: '2026-11-25', how: 'documented', where: 'documentation' },
});
