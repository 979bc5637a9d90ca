import { defineLibrary } from '../../model/atlas/atlas-entry.ts';

export default defineLibrary({
  name: 'ellmer',
  title: 'ellmer, openai and chatgpt for R',
  language: 'r',
  imports: ['ellmer', 'openai', 'chatgpt', 'gptstudio'],
  packages: { cran: ['ellmer', 'openai', 'chatgpt', 'gptstudio'] },
  triggers: [
    {
      on: 'always',
      effect: 'sends',
      calls: [
        'ellmer::chat',
        ...'openai anthropic claude google_gemini google_vertex azure_openai aws_bedrock groq mistral deepseek perplexity github openrouter huggingface cloudflare databricks snowflake portkey'
          .split(' ')
          .map((name) => `ellmer::chat_${name}`),
        'openai::create_*',
        'openai::upload_file',
        'chatgpt::ask_chatgpt',
        'chatgpt::*_code',
        'gptstudio::chat',
      ],
      does: 'sends prompts to a service elsewhere',
      uploads: true,
    },
  ],
  stage: {
    outside: 'fetch the weights of a model that runs in the container',
    inside: 'ask a server of the container, such as ellmer::chat_ollama() or chat_vllm() at 127.0.0.1',
  },
  examples: {
    asks: 'library(ellmer)\nchat <- chat_openai()',
    local: 'x <- read.csv("/safe_data/x.csv")',
  },
  seen: {
    version: 'documentation of 2026-11-28',
    date: '2026-11-28',
    how: 'documented',
    where: 'reference of ellmer; README of openai and chatgpt',
  },
});
