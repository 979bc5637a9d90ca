import os
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HOME"] = "/safe_data/huggingface"

from transformers import AutoModel, AutoTokenizer

tok = AutoTokenizer.from_pretrained("emilyalsentzer/Bio_ClinicalBERT")
net = AutoModel.from_pretrained("emilyalsentzer/Bio_ClinicalBERT")
print(net(**tok("chest pain", return_tensors="pt")).pooler_output.shape)
