import arviz as az
from settings import EXAMPLE

trace = az.load_arviz_data(EXAMPLE)
az.summary(trace).to_csv("/safe_outputs/summary.csv")
