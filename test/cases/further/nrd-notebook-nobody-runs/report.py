"""Before: see explore.ipynb, which runs %pip install lifelines."""
import pandas as pd

pd.read_csv("/safe_data/cohort.csv").describe().to_csv("/safe_outputs/report.csv")
