library(mice)
