import os

from openai import OpenAI

client = OpenAI(base_url=os.environ["LLM_URL"], api_key="none")
with open("/safe_data/letter.txt") as f:
    reply = client.chat.completions.create(model="local", messages=[{"role": "user", "content": f.read()}])
open("/safe_outputs/summary.txt", "w").write(reply.choices[0].message.content)
