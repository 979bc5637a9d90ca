import pandas as pd

ROOT = "/safe_data"


def load_dataset(name):
    return pd.read_csv(f"{ROOT}/{name}.csv")
