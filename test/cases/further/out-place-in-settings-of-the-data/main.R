s <- yaml::read_yaml("/safe_data/settings.yml")
d <- read.csv(s$input)
write.csv(aggregate(n ~ board, d, sum), file = file.path(s$output, "totals.csv"))
