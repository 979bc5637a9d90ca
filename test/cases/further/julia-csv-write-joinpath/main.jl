using CSV, DataFrames
const OUT = "/safe_outputs"
df = DataFrame(a = [1])
CSV.write(joinpath(OUT, "results.csv"), df)
