import os

import pandas as pd
from sentence_transformers import SentenceTransformer

name = os.getenv("EMBED_MODEL") or "/safe_data/models/embed"
model = SentenceTransformer(name)
notes = pd.read_csv("/safe_data/notes.csv")
pd.DataFrame(model.encode(notes["text"].tolist())).to_csv("/safe_outputs/vectors.csv")
