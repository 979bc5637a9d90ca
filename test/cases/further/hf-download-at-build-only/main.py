from sentence_transformers import SentenceTransformer

model = SentenceTransformer("/opt/models/bge")
