import pandas as pd
import pgeocode as pg

nomi = pg.Nominatim("gb")
df = pd.read_csv("/safe_data/postcodes.csv")
nomi.query_postal_code(df["postcode"].tolist()).to_csv("/safe_outputs/places.csv")
