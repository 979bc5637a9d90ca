using CSV, DataFrames
df = DataFrame(a = [1])
CSV.write("results.csv", df)
