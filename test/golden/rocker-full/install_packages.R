# R packages of this project. Runs while the image is built.
packages <- c(
  "data.table",
  "DESeq2",
  "jsonlite",
  NULL # so that every line above ends in a comma
)

# CRAN as it was on one day, so that the next build installs the same versions. The base image names the day itself;
# only where it follows the newest packages is a day put in its place. For another day write it here, as "2026-01-31".
day <- ""
repository <- sub("/latest$", paste0("/", "2026-09-28"), getOption("repos")[["CRAN"]])
if (day != "") {
  repository <- sub("/[0-9]{4}-[0-9]{2}-[0-9]{2}$", paste0("/", day), repository)
  if (!endsWith(repository, paste0("/", day))) stop("not of ", day, ": ", repository, " is CRAN of no day")
}
message("CRAN: ", repository)
options(repos = c(CRAN = repository))

# Bioconductor as it was on one day too, in the release that goes with this version of R.
mirror <- "https://packagemanager.posit.co/bioconductor/2026-09-28"
if (day != "") mirror <- sub("[^/]+$", day, mirror)
options(BioC_mirror = mirror, BIOCONDUCTOR_CONFIG_FILE = paste0(mirror, "/config.yaml"))
options(BiocManager.check_repositories = FALSE)
if (!requireNamespace("BiocManager", quietly = TRUE)) install.packages("BiocManager")
options(repos = BiocManager::repositories())

# Those that are not of the day: CRAN's in one version, GitHub's at one commit. They come first, so that what follows finds them.
if (!requireNamespace("remotes", quietly = TRUE)) install.packages("remotes")
remotes::install_version("survival", "3.8-3", upgrade = "never")

absent <- setdiff(packages, rownames(installed.packages()))
if (length(absent) > 0) {
  install.packages(absent, Ncpus = max(1L, parallel::detectCores(), na.rm = TRUE))
}
# install.packages() only warns about a package that failed, and the build would go on without it.
failed <- Filter(function(package) !requireNamespace(package, quietly = TRUE), packages)
if (length(failed) > 0) {
  stop("not installed: ", paste(failed, collapse = ", "), "; a system library may be missing, see above")
}
