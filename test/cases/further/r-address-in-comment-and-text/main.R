# data dictionary: https://example.org/dictionary.csv
# x <- read.csv("https://example.org/dictionary.csv")
x <- read.csv("/safe_data/dictionary.csv")
caption <- "Source: https://example.org/dictionary.csv"
print(caption)
