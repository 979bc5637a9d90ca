import pandas as pd

with pd.ExcelWriter("tables.xlsx") as w:
    pd.DataFrame({"a": [1]}).to_excel(w, sheet_name="a")
