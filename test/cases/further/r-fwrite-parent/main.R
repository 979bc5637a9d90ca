library(data.table)
x <- fread("/safe_data/a.csv")
fwrite(x[, .N, by = sex], file = "../results/n.csv")
