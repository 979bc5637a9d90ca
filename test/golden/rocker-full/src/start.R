# The starter script of this project: a summary of measurements by group. Save a copy in /safe_outputs and work there:
# what is saved elsewhere is gone when the session ends. To run it as a whole: source("/app/start.R").
#
# It reads /safe_data/measurements.csv and writes /safe_outputs/summary.csv. On a laptop, set TRE_SAFE_DATA,
# TRE_SAFE_OUTPUTS and TRE_SCRATCH to folders of yours, and TRE_CODE to the project's folder.

source(file.path(Sys.getenv("TRE_CODE", "/app"), "offline_models.R"))
offline_prepare() # above library(): packages read their offline settings when they are loaded

data_folder <- Sys.getenv("TRE_SAFE_DATA", "/safe_data")
scratch_folder <- Sys.getenv("TRE_SCRATCH", "/scratch")
safe_outputs <- Sys.getenv("TRE_SAFE_OUTPUTS", "/safe_outputs")
# A group with fewer members is counted, not described: its figures could tell about a person.
smallest_group <- 10

# Read and check the whole input. Stops with all problems and their lines, never with what was found: it may be personal.
read_measurements <- function(path = file.path(data_folder, "measurements.csv")) {
  if (!file.exists(path)) stop(path, ": no such file; put the data there, or name another file", call. = FALSE)
  table <- utils::read.csv(path, colClasses = "character", na.strings = character(), fileEncoding = "UTF-8-BOM")
  missing <- setdiff(c("participant", "group", "value"), names(table))
  if (length(missing) > 0) stop(path, ": no column ", paste(missing, collapse = ", "), call. = FALSE)
  value <- suppressWarnings(as.numeric(table$value))
  problem <- ifelse(table$participant == "" | table$group == "", "participant or group is empty",
    ifelse(duplicated(table$participant), "the participant was listed before",
      ifelse(is.finite(value), "", "value is not a number")
    )
  )
  bad <- which(problem != "")
  if (length(bad) > 0) {
    listed <- utils::head(sprintf("  row %d: %s", bad, problem[bad]), 20)
    stop(sprintf("%s: %d rows cannot be used\n", path, length(bad)), paste(listed, collapse = "\n"), call. = FALSE)
  }
  if (nrow(table) == 0) stop(path, ": no rows below its first line", call. = FALSE)
  table$value <- value
  table
}

# One row a group: number of members, mean and standard deviation of the value.
summarise_groups <- function(measurements) {
  groups <- split(measurements$value, measurements$group)
  counts <- lengths(groups)
  described <- counts >= smallest_group
  data.frame(
    group = names(groups),
    n = ifelse(described, as.character(counts), paste0("<", smallest_group)),
    mean = ifelse(described, signif(vapply(groups, mean, 0), 4), NA),
    sd = ifelse(described, signif(vapply(groups, stats::sd, 0), 4), NA),
    row.names = NULL
  )
}

# Write a table on /scratch and bring it to /safe_outputs when it is whole, so that a failure leaves no half of it.
publish <- function(table, name) {
  draft <- tempfile(tmpdir = scratch_folder)
  on.exit(unlink(draft))
  utils::write.csv(table, draft, row.names = FALSE, na = "")
  if (!file.copy(draft, file.path(safe_outputs, name), overwrite = TRUE)) {
    stop(file.path(safe_outputs, name), ": cannot be written", call. = FALSE)
  }
  message("wrote ", file.path(safe_outputs, name))
}

publish(summarise_groups(read_measurements()), "summary.csv")

# Every model of models/models.json, checked in full; readRDS(file.path(model_path(NAME), FILE)) loads one.
for (name in names(read_manifest())) message(name, ": ", model_path(name))
