from transformers import AutoModel

print(AutoModel.from_pretrained("prajjwal1/bert-tiny", local_files_only=True))
