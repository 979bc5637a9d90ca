library(leaflet)
zones <- sf::st_read("/safe_data/zones.gpkg", quiet = TRUE)
m <- leaflet(zones) |>
  addProviderTiles(providers$CartoDB.Positron) |>
  addPolygons(weight = 1)
htmlwidgets::saveWidget(m, "/safe_outputs/map.html", selfcontained = TRUE)
