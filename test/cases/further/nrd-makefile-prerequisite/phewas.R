args <- commandArgs(trailingOnly = TRUE)
codes <- read.csv(args[1])
cohort <- read.csv("/safe_data/cohort.csv")
write.csv(merge(cohort, codes, by = "icd"), args[2])
