out <- Sys.getenv("OUT_DIR", "/safe_outputs")
fit <- lm(mpg ~ wt, mtcars)
saveRDS(fit, file.path(out, "fit.rds"))
