read <- function() read.csv("/safe_data/a.csv")
