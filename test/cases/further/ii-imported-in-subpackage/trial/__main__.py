import pandas as pd

from trial.stats import tests

print(tests.icc(pd.read_csv("/safe_data/raters.csv")))
