import os

import pandas as pd
from sentence_transformers import SentenceTransformer

model = SentenceTransformer(os.environ["EMBED_MODEL"])
notes = pd.read_csv("/safe_data/notes.csv")
pd.DataFrame(model.encode(notes["text"].tolist())).to_csv("/safe_outputs/vectors.csv")
