import pandas as pd
from tabular.transformers import Scale

print(Scale().fit_transform(pd.read_csv("/safe_data/a.csv")))
