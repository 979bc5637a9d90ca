print(summary(read.csv("/safe_data/cohort.csv")))
