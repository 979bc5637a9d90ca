import argparse

import pandas as pd

p = argparse.ArgumentParser()
p.add_argument("--out", required=True)
a = p.parse_args()
pd.read_csv("/safe_data/a.csv").describe().to_csv(a.out)
