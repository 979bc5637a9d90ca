import os

import pandas as pd

results = os.environ["RESULTS_DIR"]
d = pd.read_csv("/safe_data/deaths.csv")
d.groupby("board").size().to_csv(os.path.join(results, "rates.csv"))
