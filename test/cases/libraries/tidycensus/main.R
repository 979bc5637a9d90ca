library(tidycensus)
vars <- c(income = "B19013_001")
vt <- tidycensus::get_acs(geography = "county", variables = vars, state = "VT", year = 2022)
write.csv(vt, "/safe_outputs/vt.csv")
