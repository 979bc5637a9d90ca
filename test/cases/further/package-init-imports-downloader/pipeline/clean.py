import pandas as pd


def clean(src, dst):
    pd.read_csv(src).dropna().to_csv(dst)
