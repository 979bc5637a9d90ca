source("/opt/app/Größen.R")
print(bmi(80, 1.8))
