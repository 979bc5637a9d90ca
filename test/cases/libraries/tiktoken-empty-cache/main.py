import json
from tiktoken import encoding_for_model as enc_for

enc = enc_for("gpt-4o")
notes = json.load(open("/safe_data/notes.json"))
print(sum(len(enc.encode(n)) for n in notes))
