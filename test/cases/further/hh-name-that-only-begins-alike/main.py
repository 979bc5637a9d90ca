from sentence_transformers import SentenceTransformer
SentenceTransformer("/safe_data/models/minilm")
