import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'chromadb',
  title: 'Chroma',
  language: 'python',
  imports: ['chromadb'],
  packages: { pypi: ['chromadb'] },
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: ['*.create_collection', '*.get_or_create_collection'],
      argument: named('embedding_function'),
      does: 'fetches its default embedding model (80 MB) from S3 when documents are added',
      unless: [{ argument: named('embedding_function'), is: ['given'] }],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: ['chromadb.HttpClient'],
      does: 'asks a server',
      unless: [{ argument: at(0, 'host'), is: ['loopback', 'absent'] }],
    },
  ],
  settings: [
    { name: 'ANONYMIZED_TELEMETRY', value: 'False', kind: 'switch', why: 'no usage reports of versions before 1.x' },
  ],
  caches: [{ place: '~/.cache/chroma/onnx_models', movedBy: [] }],
  writes: [{ place: './chroma', calls: ['chromadb.PersistentClient'], unless: [at(0, 'path')] }],
  stage: {
    outside: 'SentenceTransformer("all-MiniLM-L6-v2").save("models/minilm")',
    inside:
      'get_or_create_collection("x", embedding_function=SentenceTransformerEmbeddingFunction("/safe_data/models/minilm")), or give embeddings=',
  },
  note: 'No variable moves the folder of its default model.',
  examples: {
    asks: 'import chromadb\nc = chromadb.PersistentClient("/scratch/chroma").get_or_create_collection("x")',
    local:
      'import chromadb\nc = chromadb.PersistentClient("/scratch/chroma").get_or_create_collection("x", embedding_function=own)',
  },
  seen: {
    version: 'chromadb 1.5.9',
    date: '2026-11-25',
    how: 'source',
    where: 'utils/embedding_functions/onnx_mini_lm_l6_v2.py:39-42,293-322; telemetry/product/posthog.py',
  },
});
