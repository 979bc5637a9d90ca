import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'llama-index',
  title: 'LlamaIndex',
  language: 'python',
  imports: ['llama_index'],
  packages: { pypi: ['llama-index', 'llama-index-core', 'llama-index-embeddings-huggingface'] },
  brings: ['nltk', 'tiktoken', 'huggingface-hub'],
  triggers: [
    {
      on: 'name',
      effect: 'fetches',
      calls: ['llama_index.embeddings.huggingface.HuggingFaceEmbedding', 'llama_index.llms.huggingface.HuggingFaceLLM'],
      argument: at(0, 'model_name'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
    {
      on: 'default',
      effect: 'sends',
      calls: ['llama_index.core.VectorStoreIndex', 'llama_index.core.VectorStoreIndex.from_documents'],
      argument: named('embed_model'),
      does: 'sends the documents to OpenAI, the default embedding',
      unless: [
        { elsewhere: ['llama_index.core.Settings.*'] },
        {
          elsewhere: [
            'llama_index.embeddings.huggingface.HuggingFaceEmbedding',
            'llama_index.core.MockEmbedding',
            'llama_index.core.embeddings.resolve_embed_model',
          ],
        },
      ],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'llama_index.llms.openai.OpenAI',
        'llama_index.embeddings.openai.OpenAIEmbedding',
        'llama_index.llms.anthropic.Anthropic',
      ],
      does: 'sends prompts to a web service',
      unless: [{ argument: named('api_base', 'base_url'), is: ['loopback'] }],
    },
  ],
  settings: [{ name: 'LLAMA_INDEX_CACHE_DIR', value: '/scratch/llama_index', kind: 'cache', why: 'its own cache' }],
  caches: [{ place: '~/.cache/llama_index', movedBy: ['LLAMA_INDEX_CACHE_DIR', 'XDG_CACHE_HOME'] }],
  stage: {
    outside: 'SentenceTransformer("BAAI/bge-small-en-v1.5").save("models/bge")',
    inside:
      'HuggingFaceEmbedding(model_name="/safe_data/models/bge"); NLTK_DATA with stopwords and punkt_tab, one folder only',
  },
  note: 'It takes NLTK_DATA as ONE folder: a list with colons breaks it.',
  examples: {
    asks: 'from llama_index.embeddings.huggingface import HuggingFaceEmbedding\ne = HuggingFaceEmbedding(model_name="BAAI/bge-small-en-v1.5")',
    local:
      'from llama_index.embeddings.huggingface import HuggingFaceEmbedding\ne = HuggingFaceEmbedding(model_name="/safe_data/models/bge")',
  },
  seen: {
    version: 'llama_index_core 0.14.25',
    date: '2026-11-25',
    how: 'source',
    where: 'core/utils.py:45-115; core/embeddings/utils.py:42-106',
  },
});
