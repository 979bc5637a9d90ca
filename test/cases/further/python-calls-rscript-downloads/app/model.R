if (!requireNamespace("mice", quietly = TRUE)) install.packages("mice")
library(mice)
