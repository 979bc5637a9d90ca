OUT <- Sys.getenv("RESULTS", unset = "/safe_outputs")
d <- read.csv("/safe_data/cohort.csv")
for (site in unique(d$site)) {
  p <- ggplot2::ggplot(d[d$site == site, ], ggplot2::aes(age, sbp)) + ggplot2::geom_point()
  ggplot2::ggsave(filename = file.path(OUT, sprintf("sbp_%s.png", site)), plot = p)
}
sink(file.path(OUT, "log.txt"))
print(summary(d))
sink()
save(d, file = file.path(tempdir(), "d.RData"))
