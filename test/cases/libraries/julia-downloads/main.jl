import Downloads as DL
using CSV, DataFrames

const SOURCE = "https://zenodo.org/records/12345/files/lab_values.csv"
file = DL.download(SOURCE, joinpath(tempdir(), "lab.csv"))
df = CSV.read(file, DataFrame)
CSV.write("/safe_outputs/lab.csv", describe(df))
