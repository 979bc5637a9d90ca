run <- function() print(summary(lm(y ~ x, read())))
