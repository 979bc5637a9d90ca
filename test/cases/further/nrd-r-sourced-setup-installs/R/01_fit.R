fit_all <- function() {
  d <- readr::read_csv("/safe_data/cohort.csv")
  m <- survfit(Surv(time, status) ~ arm, data = d)
  ggplot2::ggsave("/safe_outputs/km.png", ggsurvplot(m, data = d)$plot)
}
