import pandas as pd

# source: https://www.opendata.nhs.scot/dataset/requests.csv
SOURCE = "https://www.opendata.nhs.scot/dataset/requests.csv"
requests = pd.read_csv("/safe_data/requests.csv")
age = requests.get("age")
print(f"{SOURCE}: mean age {age.mean():.1f}")
