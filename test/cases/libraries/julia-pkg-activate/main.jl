import Pkg
Pkg.activate("/opt/app")
Pkg.status()
using CSV, DataFrames
df = CSV.read("/safe_data/x.csv", DataFrame)
CSV.write("/safe_outputs/x.csv", describe(df))
