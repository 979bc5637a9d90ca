library(cmdstanr)
if (is.null(cmdstan_version(error_on_NA = FALSE))) install_cmdstan(dir = "/scratch")
