threshold <- 0.05
if (interactive()) {
  threshold <- as.numeric(readline("Threshold: "))
}
print(threshold)
