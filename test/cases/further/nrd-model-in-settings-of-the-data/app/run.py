from settings import load
from transformers import AutoModel

s = load()
AutoModel.from_pretrained(s["model"]["name"])
