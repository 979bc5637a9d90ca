import json
import urllib.request

with urllib.request.urlopen("http://127.0.0.1:8000/health") as answer:
    print(json.load(answer))
