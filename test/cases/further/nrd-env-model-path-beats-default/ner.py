import os
from transformers import AutoTokenizer, AutoModelForTokenClassification

MODEL = os.environ.get("MODEL", "dmis-lab/biobert-v1.1")
tok = AutoTokenizer.from_pretrained(MODEL)
net = AutoModelForTokenClassification.from_pretrained(MODEL)
