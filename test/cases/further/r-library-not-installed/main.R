library(survival)
library(mice)
