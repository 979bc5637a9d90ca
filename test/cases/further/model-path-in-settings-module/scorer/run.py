from sentence_transformers import SentenceTransformer

from .settings import settings

model = SentenceTransformer(settings.ENCODER)
