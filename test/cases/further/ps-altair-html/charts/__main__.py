from pathlib import Path

import altair as alt
import pandas as pd

OUT = Path("/safe_outputs")
d = pd.read_csv("/safe_data/weekly.csv")
chart = alt.Chart(d).mark_line().encode(x="week", y="n", color="board")
chart.save(str(OUT / "weekly.html"))
