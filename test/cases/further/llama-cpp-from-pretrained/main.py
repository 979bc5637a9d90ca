from llama_cpp import Llama

llm = Llama.from_pretrained(repo_id="Qwen/Qwen2.5-7B-Instruct-GGUF", filename="*q4_k_m.gguf")
