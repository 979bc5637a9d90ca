# Load models from files, never from the network: the TRE has none. Needs jsonlite.
#
#   source("/app/offline_models.R")
#   offline_prepare() # before library(torch) or library(reticulate)
#   model <- readRDS(file.path(model_path("risk-score"), "model.rds"))
#
# `Rscript offline_models.R --check` tells which models of models.json are ready; `--hash` compares every SHA-256 too.
# On a laptop set TRE_SAFE_DATA and TRE_SCRATCH. For each library: https://unpkg.com/generator-tre-container/docs/models.md

# What keeps libraries offline.
offline_variables <- c(
  "HF_HOME=/safe_data/huggingface HF_HUB_OFFLINE=1 DO_NOT_TRACK=1 TORCH_INSTALL=0",
  "RETICULATE_PYTHON=/usr/bin/python3 RETICULATE_USE_MANAGED_VENV=no UV_OFFLINE=1 XDG_CACHE_HOME=/scratch/cache",
  NULL
)
offline_fetch <- "on a connected machine run `python3 models/fetch_models.py`"

safe_data <- function() Sys.getenv("TRE_SAFE_DATA", "/safe_data")
scratch <- function() Sys.getenv("TRE_SCRATCH", "/scratch")

# Stop with a condition of class offline_error, whose kind is manifest, missing, partial, hash, link, unreadable, early or gone.
offline_stop <- function(kind, what, ...) {
  message <- paste(c(what, sprintf("  %s: %s", names(c(...)), c(...))), collapse = "\n")
  stop(structure(class = c("offline_error", "error", "condition"), list(message = message, call = NULL, kind = kind)))
}

# Set the offline variables and take away the package repositories. Call it before library(); again is harmless.
offline_prepare <- function() {
  changes <- character()
  for (setting in strsplit(unlist(strsplit(offline_variables, " ")), "=", fixed = TRUE)) {
    value <- sub("^/scratch/", paste0(scratch(), "/"), sub("^/safe_data/", paste0(safe_data(), "/"), setting[[2]]))
    present <- Sys.getenv(setting[[1]])
    # A folder that you set yourself stays.
    if (if (startsWith(setting[[2]], "/")) present == "" else present != value) changes[setting[[1]]] <- value
  }
  needed <- c(torch = "TORCH_INSTALL", reticulate = "RETICULATE_PYTHON")
  late <- names(needed)[needed %in% names(changes) & names(needed) %in% loadedNamespaces()]
  if (length(late) > 0) {
    offline_stop("early", sprintf("%s: loaded before offline_prepare()", paste(late, collapse = ", ")),
      "next step" = "call offline_prepare() at the top of the program, above library()")
  }
  if (length(changes) > 0) do.call(Sys.setenv, as.list(changes))
  options(repos = NULL, timeout = 1)
  if (Sys.getenv("TRE_NETWORK_GUARD", "1") != "0") {
    # R has no hook for sockets, so libcurl (download.file, url, install.packages, curl, httr) is sent to a proxy on this
    # machine that does not exist: a download fails at once, and its error names the address.
    closed <- "http://127.0.0.1:9"
    Sys.setenv(http_proxy = closed, https_proxy = closed, ftp_proxy = closed, all_proxy = closed, HTTPS_PROXY = closed,
      ALL_PROXY = closed, no_proxy = "localhost,127.0.0.1,::1", NO_PROXY = "localhost,127.0.0.1,::1")
    options(download.file.method = "libcurl", url.method = "libcurl")
  }
  invisible(NULL)
}

# Folder of this file, whether sourced or run by Rscript.
offline_here <- local({
  sourced <- Filter(Negate(is.null), lapply(sys.frames(), function(frame) frame$ofile))
  script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
  file <- c(if (length(sourced) > 0) sourced[[length(sourced)]], script, "offline_models.R")[[1]]
  dirname(normalizePath(file, mustWork = FALSE))
})

manifest_path <- function() {
  places <- c(Sys.getenv("TRE_MODELS"), file.path(offline_here, c("models.json", "models/models.json")))
  places <- places[nzchar(places)]
  c(places[file.exists(places)], places)[[1]]
}

# Entries by name. Here they must be safe; fetch_models.py and tre-container check judge if they make sense.
read_manifest <- function(path = manifest_path()) {
  if (!requireNamespace("jsonlite", quietly = TRUE)) {
    offline_stop("manifest", "jsonlite: not installed in this image", "next step" = "add it to install_packages.R and build again")
  }
  refuse <- function(problem) {
    offline_stop("manifest", sprintf("%s: not a manifest, or one that leads out of the data area: %s", path, problem),
      "next step" = "correct it, or copy models/models.json of the project there")
  }
  unreadable <- function(condition) refuse(conditionMessage(condition))
  lines <- tryCatch(readLines(path, warn = FALSE, encoding = "UTF-8"), error = unreadable, warning = unreadable)
  document <- tryCatch(jsonlite::fromJSON(paste(lines, collapse = "\n"), simplifyVector = FALSE), error = unreadable)
  models <- if (is.list(document)) document[["models"]]
  is_list <- function(value) is.list(value) && is.null(names(value)) # an object has names, even when it is empty
  if (!is_list(models) || !all(vapply(models, is.list, NA))) refuse('{"version": 1, "models": [...]} was expected')
  for (model in models) {
    files <- model[["files"]]
    if (!is.null(files) && (!is_list(files) || !all(vapply(files, is.list, NA)))) refuse("files is not a list")
    for (part in c(list(model[["name"]], model[["target"]]), lapply(files, function(file) file[["path"]]))) {
      if (!is.character(part) || grepl("[\\\\:[:cntrl:]]|^[.]|(^|/)[.]{0,2}(/|$)", part)) refuse(deparse(part))
    }
    if (!is.list(model[["source"]])) refuse(paste0(model[["name"]], ": no source"))
    for (file in files) if (!is.numeric(file[["size"]]) || !is.character(file[["sha256"]])) refuse("a file without size or sha256")
  }
  names <- vapply(models, function(model) model[["name"]], "")
  if (anyDuplicated(names)) refuse("two of one name") else stats::setNames(models, names)
}

# Folder of a model whose files are all there and are the ones that were fetched.
model_path <- function(name, hashes = TRUE) {
  models <- read_manifest()
  model <- models[[name]]
  if (is.null(model)) {
    offline_stop("missing", sprintf("%s: not in %s, which has: %s", name, manifest_path(), paste(names(models), collapse = ", ")),
      "next step" = paste0("add it to models/models.json, then ", offline_fetch))
  }
  baked <- model$target == "image"
  folder <- if (baked) file.path(Sys.getenv("TRE_IMAGE_MODELS", "/opt/models"), name) else file.path(safe_data(), model$target)
  step <- if (baked) "build the image again" else sprintf("carry models/staging/%s to %s", model$target, folder)
  fail <- function(kind, what, ...) {
    offline_stop(kind, paste0(name, ": ", what), "looked for" = folder, ..., "next step" = paste0(offline_fetch, ", then ", step))
  }
  commit <- model$source[["revision"]]
  pinned <- is.null(commit) || (grepl("^[0-9a-f]{40}$", commit) && identical(model[["files_from"]], commit))
  if (length(model[["files"]]) == 0 || !pinned) fail("manifest", paste(c("was not fetched yet", commit), collapse = " at "))
  problems <- Filter(Negate(is.null), lapply(model$files, function(file) file_problem(folder, file$path, file$size)))
  if (length(problems) > 0) {
    kinds <- vapply(problems, `[[`, "", 1)
    found <- paste(utils::head(unique(vapply(problems, `[[`, "", 2)), 5), collapse = "; ")
    fail(min(kinds), sprintf("%d of %d files cannot be used", length(problems), length(model$files)), found = found)
  }
  if (hashes) check_hashes(model$files, folder, fail)
  if (identical(model[["layout"]], "hub")) file.path(folder, "snapshots", commit) else folder
}

# Kind and words of what keeps a file from being used, or NULL.
file_problem <- function(folder, path, size) {
  place <- there <- file.path(folder, path)
  exists_at <- function(path) file.exists(path) || !Sys.readlink(path) %in% c("", NA)
  while (!exists_at(there)) there <- dirname(there)
  if (!file.exists(there)) {
    return(c("link", sprintf("%s -> %s leads nowhere: links do not survive the way into the TRE", there, Sys.readlink(there))))
  }
  if (file.access(there, 4) != 0) {
    return(c("unreadable", sprintf("this user may not read %s; where you may: chmod -R a+rX %s", there, there)))
  }
  if (there == place && !dir.exists(place)) {
    if (file.size(place) == size) return(NULL)
    return(c("partial", sprintf("%s has %.0f of %.0f bytes", path, file.size(place), as.numeric(size))))
  }
  if (dir.exists(there) && startsWith(paste0(there, "/"), paste0(folder, "/"))) return(c("partial", paste(path, "is missing")))
  holds <- paste(utils::head(sort(list.files(there, all.files = TRUE, no.. = TRUE)), 9), collapse = ", ")
  c("missing", if (dir.exists(there)) paste(there, "holds", holds) else paste(there, "is a file"))
}

# Compare every SHA-256 with the manifest; what was compared once in this container is remembered in /scratch.
check_hashes <- function(files, folder, fail) {
  memory <- file.path(scratch(), ".offline_models.rds")
  known <- tryCatch(as.character(readRDS(memory)), error = function(error) character(), warning = function(warning) character())
  for (file in files) {
    path <- file.path(folder, file$path)
    key <- sprintf("%s %.0f %.6f %s", path, file.size(path), as.numeric(file.mtime(path)), file$sha256)
    if (key %in% known) next
    if (hash_file(path) != file$sha256) fail("hash", paste(path, "is damaged or another version"))
    known <- c(known, key)
  }
  try(suppressWarnings(saveRDS(known, memory)), silent = TRUE) # without a place to write, the next load compares again
}

# R has SHA-256 since 4.5; before, coreutils has.
hash_file <- function(path) {
  if (exists("sha256sum", envir = asNamespace("tools"))) return(unname(tools::sha256sum(path)))
  substr(sub("^\\\\", "", system2("sha256sum", shQuote(path), stdout = TRUE)), 1, 64)
}

# Print which models are ready. Value: 0 all, as far as is known; 1 some are not; 2 no manifest to read.
offline_main <- function(arguments) {
  models <- tryCatch(read_manifest(), offline_error = function(error) error)
  if (inherits(models, "offline_error")) {
    message(conditionMessage(models))
    return(2L)
  }
  wanted <- setdiff(arguments, c("--check", "--hash"))
  if (length(wanted) == 0) wanted <- names(models)
  ready <- vapply(wanted, function(name) tryCatch({
    cat(sprintf("ready      %s: %s\n", name, model_path(name, hashes = "--hash" %in% arguments)))
    if (is.null(models[[name]][["needs"]])) cat("  unknown: whether its files name other models, which version 0.1 did not look for;", offline_fetch, "\n")
    TRUE
  }, offline_error = function(error) {
    cat(sprintf("NOT READY  %s\n", conditionMessage(error)))
    FALSE
  }), NA)
  cat(sprintf("%d of %d models ready (%s)\n", sum(ready), length(ready), manifest_path()))
  if (all(ready)) 0L else 1L
}

# For programs of version 0.1.
read_rds_model <- function(name, file = read_manifest()[[name]]$files[[1]]$path) readRDS(file.path(model_path(name), file))
read_torch_model <- function(...) offline_stop("gone", "read_torch_model is gone: torch::torch_load(file.path(model_path(name), file))")

if (sys.nframe() == 0L && any(grepl("offline_models\\.R$", commandArgs(FALSE)))) {
  quit(status = offline_main(commandArgs(TRUE)))
}
