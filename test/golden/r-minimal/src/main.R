# The starter program of this project: a summary of measurements by group. Put your own in its place.
#
#   Rscript src/main.R [FILE]         FILE is below /safe_data; without it, measurements.csv
#
# It checks FILE, and writes summary.csv and run.log to /safe_outputs. Exit status: 0 done, 1 the input is not as it
# should be. On a laptop set TRE_SAFE_DATA and TRE_SAFE_OUTPUTS to folders of yours.

library(data.table)

data_folder <- Sys.getenv("TRE_SAFE_DATA", "/safe_data")
safe_outputs <- Sys.getenv("TRE_SAFE_OUTPUTS", "/safe_outputs")
smallest_group <- 10 # a group with fewer is counted, not described: its figures could tell about a person

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
  read <- function() fread(path, colClasses = "character", na.strings = NULL, encoding = "UTF-8")
  table <- tryCatch(read(), error = no_table, warning = no_table)
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
  listed <- head(sprintf("\n  row %d: %s", bad, table$problem[bad]), 20)
  if (length(bad) > 0) stop(path, ": ", length(bad), " rows cannot be used", listed)
  report(path, ": ", nrow(table), " rows")
  table
}

# One row a group: number of members, mean and standard deviation of the value.
summarise_groups <- function(measurements) {
  summary <- measurements[, .(count = .N, mean = signif(mean(value), 4), sd = signif(sd(value), 4)), keyby = group]
  summary[count < smallest_group, c("mean", "sd") := NA]
  summary[, .(group, n = fifelse(count < smallest_group, paste0("<", smallest_group), as.character(count)), mean, sd)]
}

# Write a table to /safe_outputs under another name first, so that a failure leaves no half of it.
publish <- function(table, name) {
  final <- file.path(safe_outputs, name)
  part <- paste0(final, ".part")
  fwrite(table, part)
  if (!file.rename(part, final)) stop(final, ": cannot be written")
  report("wrote ", final)
}

dir.create(safe_outputs, showWarnings = FALSE, recursive = TRUE)
if (file.access(safe_outputs, mode = 2) != 0) stop(safe_outputs, ": cannot be written", call. = FALSE)
path <- file.path(data_folder, c(commandArgs(trailingOnly = TRUE), "measurements.csv")[1])
tryCatch(publish(summarise_groups(read_measurements(path)), "summary.csv"), error = function(error) {
  report(conditionMessage(error))
  quit(status = 1)
})
