import os
import pandas as pd
from sentence_transformers import CrossEncoder

os.environ["HF_HUB_OFFLINE"] = "1"
model = CrossEncoder("cross-encoder/ms-marco-MiniLM-L6-v2")
pairs = pd.read_csv("/safe_data/pairs.csv").values.tolist()
pd.Series(model.predict(pairs)).to_csv("/safe_outputs/scores.csv")
