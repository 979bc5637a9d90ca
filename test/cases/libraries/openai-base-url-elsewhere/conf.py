LLM = "https://api.groq.com/openai/v1"
KEY = "none"
