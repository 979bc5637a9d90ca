from openai import OpenAI
from conf import LLM

client = OpenAI(base_url=LLM, api_key="none")
r = client.chat.completions.create(model="local", messages=[{"role": "user", "content": "hi"}])
print(r.choices[0].message.content)
