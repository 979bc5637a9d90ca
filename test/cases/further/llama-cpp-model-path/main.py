from llama_cpp import Llama

llm = Llama(model_path="/safe_data/models/qwen2.5-7b-q4.gguf", n_ctx=4096)
