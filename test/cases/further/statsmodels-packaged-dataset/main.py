import statsmodels.api as sm

data = sm.datasets.longley.load_pandas().data
