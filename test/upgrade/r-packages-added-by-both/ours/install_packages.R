packages <- c(
  "dplyr",
  "survival",
  NULL # so that every line above ends in a comma
)
install.packages(packages)
