library(tigris)
options(tigris_use_cache = TRUE)
tracts <- tracts("NC", "Durham", cb = TRUE)
