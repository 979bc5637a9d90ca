library(targets)
source("R/functions.R")
list(
  tar_target(codes, get_codes()),
  tar_target(n, nrow(codes))
)
