from sentence_transformers import SentenceTransformer

model = SentenceTransformer("/safe_data/models/bge-small-en-v1.5")
