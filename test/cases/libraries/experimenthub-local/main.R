library(ExperimentHub)
eh <- ExperimentHub()
print(length(eh))
