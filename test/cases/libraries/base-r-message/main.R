need <- c("survival", "data.table")
gone <- need[!vapply(need, requireNamespace, TRUE, quietly = TRUE)]
if (length(gone)) {
  stop("missing: run install.packages(c('", paste(gone, collapse = "', '"), "')) in the Dockerfile")
}
d <- data.table::fread("/safe_data/cohort.csv")
print(survival::coxph(survival::Surv(time, event) ~ age, data = d))
