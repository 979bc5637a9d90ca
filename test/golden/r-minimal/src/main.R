# The starter program of this project: a summary of measurements by group. Put your own in its place.
#
#   Rscript src/main.R [FILE]         FILE is below /safe_data; without it, measurements.csv
#
# It checks FILE, and writes summary.csv and run.log to /safe_outputs. Exit status: 0 done, 1 the input or a model is not
# as it should be. On a laptop, without a container, set TRE_SAFE_DATA, TRE_SAFE_OUTPUTS and TRE_SCRATCH to folders of
# yours.

library(data.table)

safe_data <- Sys.getenv("TRE_SAFE_DATA", "/safe_data")
safe_outputs <- Sys.getenv("TRE_SAFE_OUTPUTS", "/safe_outputs")
scratch <- Sys.getenv("TRE_SCRATCH", "/scratch")
# A group with fewer members is counted, not described: its figures could tell about a person.
smallest_group <- 10

# Say it on standard error, and keep it beside the results.
report <- function(...) {
  line <- paste(format(Sys.time(), "%Y-%m-%d %H:%M:%S"), paste0(...))
  message(line)
  cat(line, "\n", file = file.path(safe_outputs, "run.log"), sep = "", append = TRUE)
}

# Read and check the whole input. Stops with all problems and their rows, never with what was found: it may be personal.
read_measurements <- function(path) {
  if (!file.exists(path)) stop(path, ": no such file; put it there, or name another as the first argument")
  # fread() warns and goes on where a line has other columns than the first, and says what stands in it.
  no_table <- function(condition) stop(path, ": not a CSV file in which every line has as many columns as the first")
  table <- tryCatch(
    fread(path, colClasses = "character", na.strings = NULL, encoding = "UTF-8"),
    error = no_table, warning = no_table
  )
  absent <- setdiff(c("participant", "group", "value"), names(table))
  if (length(absent) > 0) stop(path, ": no column ", paste(absent, collapse = ", "), " in its first line")
  if (nrow(table) == 0) stop(path, ": no rows below its first line")
  table[, value := suppressWarnings(as.numeric(value))]
  table[, problem := fcase(
    participant == "" | group == "", "participant or group is empty",
    duplicated(participant), "the participant was listed before",
    !is.finite(value), "value is not a number",
    default = ""
  )]
  bad <- table[, which(problem != "")]
  if (length(bad) > 0) {
    listed <- head(sprintf("  row %d: %s", bad, table$problem[bad]), 20)
    stop(path, ": ", length(bad), " rows cannot be used\n", paste(listed, collapse = "\n"))
  }
  report(path, ": ", nrow(table), " rows")
  table
}

# One row a group: number of members, mean and standard deviation of the value.
summarise_groups <- function(measurements) {
  summary <- measurements[, .(count = .N, mean = signif(mean(value), 4), sd = signif(sd(value), 4)), keyby = group]
  summary[count < smallest_group, c("mean", "sd") := NA]
  summary[, .(group, n = fifelse(count < smallest_group, paste0("<", smallest_group), as.character(count)), mean, sd)]
}

# Write a table on /scratch and bring it to /safe_outputs when it is whole, so that a failure leaves no half of it.
publish <- function(table, name) {
  draft <- tempfile(tmpdir = scratch)
  on.exit(unlink(draft))
  fwrite(table, draft)
  final <- file.path(safe_outputs, name)
  part <- paste0(final, ".part")
  if (!file.copy(draft, part, overwrite = TRUE) || !file.rename(part, final)) stop(final, ": cannot be written")
  report("wrote ", final)
}

main <- function(file = "measurements.csv", ...) {
  publish(summarise_groups(read_measurements(file.path(safe_data, file))), "summary.csv")
  report("done")
}

dir.create(safe_outputs, showWarnings = FALSE, recursive = TRUE)
if (file.access(safe_outputs, mode = 2) != 0) stop(safe_outputs, ": cannot be written", call. = FALSE)
tryCatch(do.call(main, as.list(commandArgs(trailingOnly = TRUE))), error = function(error) {
  report(conditionMessage(error))
  quit(status = 1)
})
