packages <- c(
  "dplyr",
  NULL # so that every line above ends in a comma
)
install.packages(packages)
