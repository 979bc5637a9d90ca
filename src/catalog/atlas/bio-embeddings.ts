import { defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'bio-embeddings',
  title: 'bio_embeddings',
  language: 'python',
  imports: ['bio_embeddings'],
  packages: { pypi: ['bio-embeddings'] },
  brings: ['torch'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'bio_embeddings.embed.*SeqVecEmbedder',
        'bio_embeddings.embed.*BeplerEmbedder',
        'bio_embeddings.embed.*CPCProtEmbedder',
        'bio_embeddings.embed.*GloveEmbedder',
        'bio_embeddings.embed.*Word2VecEmbedder',
        'bio_embeddings.embed.*FastTextEmbedder',
        'bio_embeddings.embed.*PLUSRNNEmbedder',
        'bio_embeddings.embed.*ESMEmbedder',
        'bio_embeddings.embed.*ESM1bEmbedder',
        'bio_embeddings.embed.*ESM1vEmbedder',
        'bio_embeddings.embed.*ProtTransAlbertBFDEmbedder',
        'bio_embeddings.embed.*ProtTransBertBFDEmbedder',
        'bio_embeddings.embed.*ProtTransT5BFDEmbedder',
        'bio_embeddings.embed.*ProtTransT5UniRef50Embedder',
        'bio_embeddings.embed.*ProtTransT5XLU50Embedder',
        'bio_embeddings.embed.*ProtTransXLNetUniRef100Embedder',
      ],
      argument: named('weights_file', 'model_file', 'model_directory'),
      does: 'downloads the weights of its model where no file or folder of them is named',
    },
  ],
  stage: {
    outside: 'download the weights and options of the model (defaults.yml of the package has their addresses)',
    inside:
      'SeqVecEmbedder(weights_file="/safe_data/seqvec/weights.hdf5", options_file="/safe_data/seqvec/options.json")',
  },
  examples: {
    asks: 'from bio_embeddings.embed import SeqVecEmbedder\ne = SeqVecEmbedder()',
    local:
      'from bio_embeddings.embed import SeqVecEmbedder\ne = SeqVecEmbedder(weights_file="/safe_data/seqvec/weights.hdf5", options_file="/safe_data/seqvec/options.json")',
  },
  seen: {
    version: 'bio-embeddings 0.2.2',
    date: '2026-11-30',
    how: 'source',
    where: 'embed/embedder_interfaces.py:52-64; embed/seqvec_embedder.py:32',
  },
});
