library(dplyr)
library(readr)
library(survival)
library(stats)
