library(survival)
