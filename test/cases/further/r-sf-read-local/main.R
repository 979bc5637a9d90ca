library(sf)
tracts <- st_read("/safe_data/tracts.gpkg", quiet = TRUE)
st_write(tracts, "/safe_outputs/tracts.gpkg")
