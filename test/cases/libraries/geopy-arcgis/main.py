import pandas as pd
from geopy import geocoders as gc

geo = gc.ArcGIS(timeout=10)
df = pd.read_csv("/safe_data/addresses.csv")
df["point"] = df["address"].map(lambda a: geo.geocode(a).point)
df.to_csv("/safe_outputs/points.csv")
