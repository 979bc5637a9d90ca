import { at, defineLibrary } from '../../model/atlas/atlas-entry.ts';
import { hubOffline } from '../hub-conditions.ts';

export default defineLibrary({
  name: 'llama-cpp-python',
  title: 'llama-cpp-python',
  language: 'python',
  imports: ['llama_cpp'],
  packages: { pypi: ['llama-cpp-python'] },
  triggers: [
    {
      on: 'always',
      effect: 'fetches',
      calls: ['llama_cpp.Llama.from_pretrained', 'llama_cpp.llama_tokenizer.LlamaHFTokenizer.from_pretrained'],
      commands: ['llama-cli -hf', 'llama-server -hf', 'llama_cpp.server --hf_model_repo_id'],
      does: 'loads a model by its name on the Hub',
      unless: [{ argument: at(0, 'repo_id', 'tokenizer_path'), is: ['path'] }, hubOffline],
    },
  ],
  caches: [{ place: '~/.cache/llama.cpp', movedBy: ['LLAMA_CACHE'] }],
  stage: { outside: 'download the .gguf', inside: 'Llama(model_path="/safe_data/models/NAME.gguf")' },
  examples: {
    asks: 'from llama_cpp import Llama\nm = Llama.from_pretrained(repo_id="Qwen/Qwen2-0.5B-Instruct-GGUF", filename="*q8_0.gguf")',
    local: 'from llama_cpp import Llama\nm = Llama(model_path="/safe_data/models/qwen.gguf")',
  },
  seen: {
    version: 'llama-cpp-python of 2026-11-25',
    date: '2026-11-25',
    how: 'documented',
    where: 'documentation; PyPI has no wheel',
  },
});
