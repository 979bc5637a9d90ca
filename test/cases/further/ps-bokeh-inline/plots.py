import pandas as pd
import plotly.express as px
from bokeh.plotting import figure, output_file, save

d = pd.read_csv("/safe_data/weekly.csv")
output_file("/safe_outputs/week.html")
p = figure()
p.line(d.week, d.n)
save(p)
px.bar(d, x="week", y="n").write_html("/safe_outputs/bar.html")
