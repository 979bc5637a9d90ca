fit <- lm(mpg ~ wt, mtcars)
saveRDS(fit, "fit.rds")
