# was https://api.openai.com/v1
PORT = 8000
LLM = "http://localhost:8000/v1"
