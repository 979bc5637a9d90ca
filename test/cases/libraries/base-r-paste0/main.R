base <- "https://raw.githubusercontent.com/owid/covid-19-data/master/public/data/"
covid <- read.csv(paste0(base, "owid-covid-data.csv"))
uk <- subset(covid, iso_code == "GBR")
write.csv(uk, "/safe_outputs/uk.csv")
