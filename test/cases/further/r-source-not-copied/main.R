source("/opt/app/R/utils.R")
print(add(1, 2))
