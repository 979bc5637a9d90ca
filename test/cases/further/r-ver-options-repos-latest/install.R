options(repos = c(CRAN = "https://packagemanager.posit.co/cran/__linux__/noble/latest"))
pkgs <- c("survival", "mice")
install.packages(pkgs)
