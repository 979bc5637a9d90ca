from openai import OpenAI as Client
import conf

client = Client(base_url=conf.LLM, api_key=conf.KEY)
note = open("/safe_data/note.txt").read()
r = client.chat.completions.create(model="llama-3.1-8b", messages=[{"role": "user", "content": note}])
print(r.choices[0].message.content)
