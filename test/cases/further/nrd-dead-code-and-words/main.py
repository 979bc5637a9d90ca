"""Survival table of the stroke cohort.

The codes were made once with

    requests.get("https://api.opencodelists.org/stroke.csv")
    wget https://www.opencodelists.org/codelist/nhsd/stroke/download.csv

and are in /safe_data now.
"""
import pandas as pd

# codes = pd.read_csv("https://www.opencodelists.org/codelist/nhsd/stroke/download.csv")
codes = pd.read_csv("/safe_data/stroke.csv")

if False:
    import requests

    open("/safe_data/stroke.csv", "wb").write(requests.get("https://www.opencodelists.org/stroke.csv").content)

cohort = pd.read_csv("/safe_data/cohort.csv")
cohort[cohort.code.isin(codes.code)].to_csv("/safe_outputs/stroke.csv", index=False)
