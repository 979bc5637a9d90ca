from transformers import AutoModel, AutoTokenizer

NAME = "emilyalsentzer/Bio_ClinicalBERT"
tok = AutoTokenizer.from_pretrained(NAME, cache_dir="/safe_data/hf", local_files_only=True)
net = AutoModel.from_pretrained(NAME, cache_dir="/safe_data/hf", local_files_only=True)
