needed <- c("survival", "survminer", "dplyr")
missing <- needed[!needed %in% rownames(installed.packages())]
if (length(missing) > 0) {
  install.packages(missing, repos = "https://cloud.r-project.org")
}
invisible(lapply(needed, library, character.only = TRUE))
