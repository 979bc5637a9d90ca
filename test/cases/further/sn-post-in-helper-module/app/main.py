import pandas as pd

import notify

d = pd.read_csv("/safe_data/cohort.csv")
d.describe().to_csv("/safe_outputs/summary.csv")
notify.done(rows=len(d), deaths=int(d.died.sum()))
