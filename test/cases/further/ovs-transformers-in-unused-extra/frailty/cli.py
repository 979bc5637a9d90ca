"""The extra nlp (transformers) is for the laptop only."""
import pandas as pd


def main():
    print(pd.read_csv("/safe_data/efi.csv").shape)
