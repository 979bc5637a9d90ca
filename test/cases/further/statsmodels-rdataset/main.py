import statsmodels.api as sm

guerry = sm.datasets.get_rdataset("Guerry", "HistData").data
