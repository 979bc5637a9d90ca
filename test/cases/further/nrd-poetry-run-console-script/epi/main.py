import pandas as pd

from epi import population


def cli():
    cases = pd.read_csv("/safe_data/cases.csv")
    cases.merge(population.european_standard(), on="age_band").to_csv("/safe_outputs/asr.csv")
