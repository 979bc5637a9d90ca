from transformers import AutoModel
AutoModel.from_pretrained("/safe_data/models/bert")
