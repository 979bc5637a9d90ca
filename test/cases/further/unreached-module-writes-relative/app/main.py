import pandas as pd

pd.read_csv("/safe_data/a.csv").to_csv("/safe_outputs/a.csv")
