from pathlib import Path

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression

MODELS = Path.home() / "models"
MODELS.mkdir(exist_ok=True)
d = pd.read_csv("/safe_data/icu.csv")
joblib.dump(LogisticRegression().fit(d[["age", "sofa"]], d["died"]), MODELS / "sofa.joblib")
