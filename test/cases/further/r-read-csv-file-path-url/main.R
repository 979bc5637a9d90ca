base <- "https://raw.githubusercontent.com/owid/covid-19-data/master/public/data/"
d <- readr::read_csv(paste0(base, "owid-covid-data.csv"))
