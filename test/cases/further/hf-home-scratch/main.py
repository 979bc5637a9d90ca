from datasets import load_from_disk
from transformers import AutoModel

d = load_from_disk("/safe_data/d")
m = AutoModel.from_pretrained("/safe_data/models/m")
