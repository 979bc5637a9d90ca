library(survival)
suppressPackageStartupMessages({
  library(readr)
  library(dplyr)
})
read_csv("/safe_data/cohort.csv") |> count(site) |> write_csv("/safe_outputs/sites.csv")
