counts <- read.csv("/safe_data/counts.csv", row.names = 1)
write.csv(rowSums(counts), "/safe_outputs/sums.csv")
