import pandas as pd

BASE = "https://www.opendata.nhs.scot/dataset"


def european_standard():
    return pd.read_csv(f"{BASE}/4dd86111-7326-48c4-8763-8cc4aa190c3e/european_standard_population.csv")
