using CSV
d = CSV.File("/safe_data/a.csv")
