import { at, defineLibrary, named } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'langchain',
  title: 'LangChain',
  language: 'python',
  imports: [
    'langchain',
    'langchain_community',
    'langchain_huggingface',
    'langchain_openai',
    'langchain_anthropic',
    'langchain_google_genai',
    'langchain_google_vertexai',
    'langchain_mistralai',
    'langchain_groq',
    'langchain_cohere',
  ],
  packages: {
    pypi: [
      'langchain',
      'langchain-community',
      'langchain-huggingface',
      'langchain-openai',
      'langchain-anthropic',
      'langchain-google-genai',
      'langchain-google-vertexai',
      'langchain-mistralai',
      'langchain-groq',
      'langchain-cohere',
    ],
  },
  brings: ['huggingface-hub', 'sentence-transformers', 'tiktoken'],
  triggers: [
    {
      on: 'default',
      effect: 'fetches',
      calls: [
        'langchain_huggingface.*HuggingFaceEmbeddings',
        'langchain_community.embeddings.*HuggingFaceEmbeddings',
        'langchain.embeddings.*HuggingFaceEmbeddings',
        'langchain_community.embeddings.*HuggingFaceBgeEmbeddings',
      ],
      argument: named('model_name', 'model'),
      does: 'loads an embedding model from the Hub, one of its own choice where none is named',
      unless: [hubOffline],
    },
    {
      on: 'name',
      effect: 'fetches',
      calls: [
        'langchain_huggingface.*HuggingFacePipeline.from_model_id',
        'langchain_community.llms.*HuggingFacePipeline.from_model_id',
      ],
      argument: at(0, 'model_id'),
      does: 'loads a model by its name on the Hub',
      unless: [hubOffline],
    },
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'langchain_huggingface.*HuggingFaceEndpoint',
        'langchain_huggingface.*HuggingFaceEndpointEmbeddings',
        'langchain_openai.*',
        'langchain_anthropic.*',
        'langchain_google_genai.*',
        'langchain_google_vertexai.*',
        'langchain_mistralai.*',
        'langchain_groq.*',
        'langchain_cohere.*',
        'langchain_community.chat_models.Chat*',
        'langchain_community.embeddings.OpenAIEmbeddings',
        'langchain_community.llms.HuggingFaceHub',
        'langchain_community.llms.OpenAI',
        // Before version 0.2 these stood in the library itself.
        'langchain.chat_models.Chat*',
        'langchain.embeddings.OpenAIEmbeddings',
        'langchain.llms.HuggingFaceHub',
        'langchain.llms.OpenAI',
        'langchain.OpenAI',
      ],
      does: 'sends prompts to a web service',
      unless: [
        { argument: named('base_url', 'openai_api_base', 'endpoint_url'), is: ['loopback'] },
        { variable: 'OPENAI_BASE_URL', is: /https?:\/\/(?:localhost|127\.0\.0\.1).*/ },
      ],
    },
    {
      on: 'always',
      effect: 'fetches',
      calls: [
        'langchain_community.document_loaders.*WebBaseLoader',
        'langchain_community.document_loaders.*ArxivLoader',
        'langchain_community.document_loaders.*WikipediaLoader',
        'langchain_community.document_loaders.*PubMedLoader',
        'langchain_community.document_loaders.*S3*Loader',
      ],
      does: 'loads documents from the web',
    },
  ],
  settings: [{ name: 'LANGSMITH_TRACING', value: 'false', kind: 'switch', why: 'no traces to LangSmith' }],
  caches: [
    {
      place: '~/.cache/huggingface/hub',
      movedBy: ['HF_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'],
      argument: named('cache_folder'),
    },
  ],
  stage: {
    outside: 'SentenceTransformer("all-mpnet-base-v2").save("models/mpnet")',
    inside:
      'HuggingFaceEmbeddings(model_name="/safe_data/models/mpnet"); a language model through a server in the container (base_url="http://127.0.0.1:8000/v1")',
  },
  examples: {
    asks: 'from langchain_huggingface import HuggingFaceEmbeddings\ne = HuggingFaceEmbeddings()',
    local:
      'from langchain_huggingface import HuggingFaceEmbeddings\ne = HuggingFaceEmbeddings(model_name="/safe_data/models/mpnet")',
  },
  seen: {
    version: 'langchain_huggingface 1.2.3',
    date: '2026-11-25',
    how: 'source',
    where: 'embeddings/huggingface.py:19-80; langchain_community 0.4.2 in part',
  },
});
