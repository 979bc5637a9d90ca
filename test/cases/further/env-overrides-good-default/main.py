import os

import pandas as pd

out = os.environ.get("OUT_DIR", "/safe_outputs")
pd.DataFrame({"a": [1]}).to_csv(os.path.join(out, "a.csv"))
