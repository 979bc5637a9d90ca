library(here)
library(survival)

d <- readr::read_csv("/safe_data/cohort.csv", show_col_types = FALSE)
fit <- survfit(Surv(time, status) ~ arm, data = d)

dir.create(here("figures"), showWarnings = FALSE)
pdf(here("figures", sprintf("km_%s.pdf", "overall")), width = 7, height = 5)
plot(fit, col = 1:2)
dev.off()
broom::tidy(fit) |> readr::write_csv("/safe_outputs/km.csv")
