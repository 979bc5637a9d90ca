# Load models from files, never from the network.
#
# Inside the TRE there is no network: code that downloads a model on first use waits for minutes and then fails.
# This file loads what models/fetch_models.py fetched outside, checks it against models.json, and when something is
# missing or damaged says at once what, where, and what to do. It needs jsonlite and nothing else.
#
#   source("/app/offline_models.R")
#   offline_prepare()                 # before library(torch) or library(reticulate)
#   model <- read_rds_model("risk-score")
#
# `Rscript offline_models.R --check` tells which models are ready. Places: /safe_data and /scratch; on a laptop set
# TRE_SAFE_DATA and TRE_SCRATCH to folders of yours.

# Variables that keep libraries offline, and their values.
offline_switches <- c(
  c("HF_HUB_OFFLINE", "1"),
  c("DO_NOT_TRACK", "1"),
  NULL
)
# Variables that name a folder. A value that you set yourself stays.
offline_folders <- c(
  c("HF_HOME", "/safe_data/huggingface"),
  c("XDG_CACHE_HOME", "/scratch/cache"),
  NULL
)

# --- places and errors -----------------------------------------------------------------------------------

safe_data <- function() Sys.getenv("TRE_SAFE_DATA", "/safe_data")
scratch <- function() Sys.getenv("TRE_SCRATCH", "/scratch")
image_models <- function() Sys.getenv("TRE_IMAGE_MODELS", "/opt/models")

# Stop with a condition of class `class` (and offline_error), to be caught with tryCatch(MissingModel = ...).
# Classes: BadManifest, MissingModel, PartialCopy, WrongHash, BrokenLink, UnreadableModel, MissingLibrary, LoadedTooEarly.
offline_stop <- function(class, what, looked_for = "", found = "", next_step = "") {
  details <- c("looked for" = looked_for, "found" = found, "next step" = next_step)
  details <- details[nzchar(details)]
  message <- paste(c(what, sprintf("  %s: %s", names(details), details)), collapse = "\n")
  stop(structure(class = c(class, "offline_error", "error", "condition"), list(message = message, call = NULL)))
}

# --- environment -----------------------------------------------------------------------------------------

# Set every offline variable and take away the package repositories. Call it before library(); again is harmless.
# Stops with LoadedTooEarly if torch or reticulate was loaded without them.
offline_prepare <- function() {
  switches <- matrix(offline_switches, nrow = 2)
  folders <- matrix(offline_folders, nrow = 2)
  changed <- c(
    stats::setNames(switches[2, ], switches[1, ])[Sys.getenv(switches[1, ]) != switches[2, ]],
    vapply(stats::setNames(folders[2, ], folders[1, ])[!nzchar(Sys.getenv(folders[1, ]))], at_root, "")
  )
  needed <- c(torch = "TORCH_INSTALL", reticulate = "RETICULATE_PYTHON")
  late <- names(needed)[needed %in% names(changed) & names(needed) %in% loadedNamespaces()]
  if (length(late) > 0) {
    offline_stop("LoadedTooEarly", sprintf("%s: loaded before offline_prepare()", paste(late, collapse = ", ")),
      found = paste("not set at that time:", paste(names(changed), collapse = ", ")),
      next_step = "call offline_prepare() at the top of the program, above library()"
    )
  }
  if (length(changed) > 0) do.call(Sys.setenv, as.list(changed))
  options(repos = NULL, timeout = 1)
  if (Sys.getenv("TRE_NETWORK_GUARD", "1") != "0") refuse_network()
  invisible(NULL)
}

# A folder of the table, below the places that are in force.
at_root <- function(value) {
  if (startsWith(value, "/safe_data/")) return(file.path(safe_data(), substring(value, 12)))
  if (startsWith(value, "/scratch/")) return(file.path(scratch(), substring(value, 10)))
  value
}

# Make every download fail at once instead of waiting: R has no hook for sockets, so all of libcurl (download.file,
# url, install.packages, curl, httr) is sent to a proxy on this machine that does not exist; the error names the URL.
refuse_network <- function() {
  closed <- "http://127.0.0.1:9"
  Sys.setenv(http_proxy = closed, https_proxy = closed, ftp_proxy = closed, all_proxy = closed,
    HTTPS_PROXY = closed, ALL_PROXY = closed, no_proxy = "localhost,127.0.0.1,::1", NO_PROXY = "localhost,127.0.0.1,::1")
  options(download.file.method = "libcurl", url.method = "libcurl")
}

# --- manifest --------------------------------------------------------------------------------------------

# Folder of this file, whether sourced or run by Rscript.
offline_here <- local({
  sourced <- Filter(Negate(is.null), lapply(sys.frames(), function(frame) frame$ofile))
  script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
  file <- c(if (length(sourced) > 0) sourced[[length(sourced)]], script, "offline_models.R")[[1]]
  dirname(normalizePath(file, mustWork = FALSE))
})

# Where models.json is: beside this file as in the image, or in models/ as in the project.
manifest_path <- function() {
  places <- c(Sys.getenv("TRE_MODELS"), file.path(offline_here, c("models.json", "models/models.json")))
  places <- places[nzchar(places)]
  c(places[file.exists(places)], places)[[1]]
}

# Read models.json and check every entry: a list of models by name, not all of them fetched perhaps.
# Stops with BadManifest and all problems, not only the first.
read_manifest <- function(path = manifest_path()) {
  if (!requireNamespace("jsonlite", quietly = TRUE)) {
    offline_stop("MissingLibrary", "jsonlite: not installed in this image",
      next_step = "add jsonlite to the project's packages and build again"
    )
  }
  document <- tryCatch(
    jsonlite::fromJSON(paste(readLines(path, warn = FALSE, encoding = "UTF-8"), collapse = "\n"), simplifyVector = FALSE),
    error = function(error) offline_stop("BadManifest", sprintf("%s: cannot be read: %s", path, conditionMessage(error)),
      next_step = "copy models/models.json of the project there"),
    warning = function(warning) offline_stop("BadManifest", sprintf("%s: cannot be read: %s", path, conditionMessage(warning)),
      next_step = "copy models/models.json of the project there")
  )
  if (!is.list(document) || !identical(document[["version"]], 1L) || !is_json_list(document[["models"]])) {
    offline_stop("BadManifest", sprintf('%s: not a models manifest: {"version": 1, "models": [...]} was expected', path))
  }
  models <- document$models
  problems <- unlist(Map(entry_problems, models, seq_along(models) - 1))
  text <- function(key) vapply(models, function(model) as_text(if (is.list(model)) model[[key]]), "")
  twice <- function(values, what) if (anyDuplicated(values)) sprintf("two models have the %s '%s'", what, unique(values[duplicated(values)]))
  if (length(problems) == 0) {
    problems <- c(twice(text("name"), "name"), twice(text("target")[text("target") != "image"], "target"))
  }
  if (length(problems) > 0) {
    offline_stop("BadManifest", paste(c(sprintf("%s: %d problem(s); no model is loaded", path, length(problems)),
      paste0("  ", problems)), collapse = "\n"))
  }
  stats::setNames(models, text("name"))
}

# What jsonlite makes of a JSON list, which is never that of an object: an object has names, even when it is empty.
is_json_list <- function(value) is.list(value) && is.null(names(value))
as_text <- function(value) if (is.character(value) && length(value) == 1) value else ""

# What is wrong with one entry, or NULL.
entry_problems <- function(entry, index) {
  where <- sprintf("models[%d] ('%s'): ", index, if (is.list(entry)) as_text(entry[["name"]]) else "")
  if (!is.list(entry) || is.null(names(entry))) return(paste0(where, "not an object"))
  allow <- entry[["allow"]]
  allowed <- is.null(allow) || (is.list(allow) && !is.null(names(allow)) &&
    all(names(allow) %in% c("pickle", "remote_code")) && all(nzchar(vapply(allow, as_text, ""))))
  include <- entry[["include"]]
  patterns <- is.null(include) || (is_json_list(include) && all(vapply(include, is.character, NA)))
  problems <- c(
    if (!grepl("^[A-Za-z0-9][A-Za-z0-9._-]*$", as_text(entry[["name"]]))) {
      "name may hold letters, digits, '.', '_' and '-', and starts with a letter or digit"
    },
    if (!is_safe_path(as_text(entry[["target"]]))) "target is not a path below /safe_data, nor 'image'",
    source_problem(entry[["source"]]),
    if (!allowed) "allow takes pickle and remote_code, each with the reason as text",
    if (!patterns) "include is a list of file patterns",
    file_problems(entry[["files"]])
  )
  if (length(problems) > 0) paste0(where, problems)
}

source_problem <- function(source) {
  forms <- intersect(names(source), c("repository", "urls", "folder"))
  if (!is.list(source) || length(forms) != 1) return("source needs exactly one of repository (with revision), urls, folder")
  if (forms == "repository" && !all(nzchar(c(as_text(source[["repository"]]), as_text(source[["revision"]]))))) {
    return("source.repository and source.revision must be text")
  }
  urls <- source[["urls"]]
  if (forms == "urls" && !(is_json_list(urls) && length(urls) > 0 && all(grepl("^https?:", vapply(urls, as_text, ""))))) {
    return("source.urls must be a list of https addresses")
  }
  if (forms == "folder" && !nzchar(as_text(source[["folder"]]))) "source.folder must be text"
}

file_problems <- function(files) {
  if (is.null(files)) return(NULL)
  if (!is_json_list(files)) return("files is not a list")
  paths <- vapply(files, function(file) if (is.list(file)) as_text(file[["path"]]) else "", "")
  described <- vapply(files, function(file) {
    size <- if (is.list(file)) file[["size"]]
    is.numeric(size) && size >= 0 && size == trunc(size) && grepl("^[0-9a-f]{64}$", as_text(file[["sha256"]]))
  }, NA)
  safe <- vapply(paths, is_safe_path, NA)
  c(
    if (!all(safe)) sprintf("file path '%s' is not below the model's folder", paths[!safe]),
    if (!all(described | !safe)) sprintf("%s: needs size in bytes and sha256 as 64 hex digits", paths[safe & !described]),
    if (anyDuplicated(paths)) paste(unique(paths[duplicated(paths)]), "is listed twice")
  )
}

# Relative, with / between plain names, and never upwards.
is_safe_path <- function(path) {
  parts <- strsplit(path, "/", fixed = TRUE)[[1]]
  nzchar(path) && !grepl("[\\\\:[:cntrl:]]|^[./]|/$", path) && all(nzchar(parts)) && !any(parts %in% c(".", ".."))
}

# Why an entry is not complete; empty when it is.
unfetched <- function(model) {
  revision <- as_text(model[["source"]]$revision)
  repository <- !is.null(model[["source"]]$repository)
  if (repository && !grepl("^[0-9a-f]{40}$", revision)) {
    return(sprintf("revision '%s' is a branch or tag, which can move; a commit of 40 hex digits is needed", revision))
  }
  if (length(model[["files"]]) == 0) return("its files were not fetched yet")
  if (repository && as_text(model[["files_from"]]) != revision) return(sprintf("its files are not those of commit %s", revision))
  ""
}

# --- files -----------------------------------------------------------------------------------------------

offline_fetch <- "on a connected machine run `python models/fetch_models.py`"

# Folder of a model, after a check of every file: its size each time, its SHA-256 once per container.
# Stops with BadManifest, MissingModel, PartialCopy, WrongHash, BrokenLink or UnreadableModel.
model_path <- function(name) {
  model <- find_model(name)
  check_files(model)
  check_hashes(model)
  model_folder(model)
}

model_folder <- function(model) {
  if (model$target == "image") file.path(image_models(), model$name) else file.path(safe_data(), model$target)
}

find_model <- function(name) {
  models <- read_manifest()
  reasons <- vapply(models, unfetched, "")
  if (any(nzchar(reasons))) {
    listed <- sprintf("  %s: %s", names(models), reasons)[nzchar(reasons)]
    offline_stop("BadManifest", paste(c(paste0(manifest_path(), ": not complete; no model is loaded"), listed), collapse = "\n"),
      next_step = paste0(offline_fetch, ", which completes the manifest, and build again")
    )
  }
  if (is.null(models[[name]])) {
    offline_stop("MissingModel", paste0(name, ": no such model in the manifest"), looked_for = manifest_path(),
      found = if (length(models) > 0) paste(names(models), collapse = ", ") else "a manifest without models",
      next_step = paste0("add it to models/models.json, then ", offline_fetch)
    )
  }
  models[[name]]
}

# Check that every file is there, readable and of the right size. Takes milliseconds.
check_files <- function(model) {
  folder <- model_folder(model)
  if (!dir.exists(folder)) {
    check_link(model, folder)
    blocked <- closed_folder(folder)
    if (nzchar(blocked)) stop_unreadable(model, folder, blocked)
    offline_stop("MissingModel", paste0(model$name, ": the model is not here"), looked_for = folder,
      found = surroundings(folder), next_step = copy_again(model)
    )
  }
  if (file.access(folder, 5) != 0) stop_unreadable(model, folder, folder)
  paths <- vapply(model[["files"]], function(file) file$path, "")
  sizes <- vapply(model[["files"]], function(file) as.numeric(file$size), 0)
  places <- file.path(folder, paths)
  state <- file.info(places, extra_cols = FALSE)
  missing <- is.na(state$size)
  for (place in places[missing]) {
    check_link(model, place)
    blocked <- closed_folder(place)
    if (nzchar(blocked)) stop_unreadable(model, place, blocked)
  }
  wrong <- !missing & (state$isdir | state$size != sizes)
  if (any(missing | wrong)) {
    some <- c(
      sprintf("%s has %.0f of %.0f bytes", paths, state$size, sizes)[wrong],
      sprintf("%s is missing", paths)[missing]
    )
    offline_stop("PartialCopy",
      sprintf("%s: the copy is not complete: %d of %d files missing, %d wrong", model$name, sum(missing), length(paths), sum(wrong)),
      looked_for = folder, found = paste(c(utils::head(some, 5), if (length(some) > 5) "..."), collapse = "; "),
      next_step = copy_again(model)
    )
  }
  closed <- places[file.access(places, 4) != 0]
  if (length(closed) > 0) stop_unreadable(model, closed[[1]], closed[[1]])
}

path_and_parents <- function(path) {
  paths <- path
  while (dirname(path) != path) paths <- c(paths, path <- dirname(path))
  paths
}

# Stop with BrokenLink if the path, or a folder above it, is a symbolic link to nowhere.
check_link <- function(model, path) {
  for (place in path_and_parents(path)) {
    to <- Sys.readlink(place)
    if (!is.na(to) && nzchar(to) && !file.exists(place)) {
      offline_stop("BrokenLink", paste0(model$name, ": a symbolic link leads nowhere"), looked_for = path,
        found = sprintf("%s -> %s", place, to),
        next_step = paste("carry plain files, as models/fetch_models.py makes them.", copy_again(model))
      )
    }
  }
}

# The folder on the way that may not be entered, or "".
closed_folder <- function(path) {
  existing <- Filter(dir.exists, rev(path_and_parents(path)))
  closed <- existing[file.access(existing, 1) != 0]
  if (length(closed) > 0) closed[[1]] else ""
}

stop_unreadable <- function(model, path, closed) {
  state <- file.info(closed)
  offline_stop("UnreadableModel", paste0(model$name, ": this user may not read the model"), looked_for = path,
    found = sprintf("%s is %s, owner %s; this process is %s", closed, format(state$mode), state$uid, Sys.info()[["effective_user"]]),
    next_step = paste("where you may: chmod -R a+rX", closed)
  )
}

# What stands where the model should be: the nearest folder that exists, and what it holds.
surroundings <- function(folder) {
  place <- Filter(file.exists, path_and_parents(folder))[[1]]
  if (!dir.exists(place)) return(paste(place, "is a file"))
  names <- sort(list.files(place, all.files = TRUE, no.. = TRUE))
  if (length(names) == 0) return(paste(place, "is empty"))
  paste0(place, " holds ", paste(utils::head(names, 10), collapse = ", "), if (length(names) > 10) sprintf(" and %d more", length(names) - 10L))
}

copy_again <- function(model) {
  if (model$target == "image") return(paste0(offline_fetch, ", then build the image again"))
  sprintf("%s, then carry models/staging/%s to /safe_data/%s", offline_fetch, model$target, model$target)
}

# Compare every file's SHA-256 with the manifest, small files first. What was compared once is remembered in /scratch.
check_hashes <- function(model) {
  memory <- file.path(scratch(), ".offline_models.rds")
  known <- tryCatch(readRDS(memory), error = function(error) character(), warning = function(warning) character())
  if (!is.character(known)) known <- character()
  fresh <- character()
  for (file in model[["files"]][order(vapply(model[["files"]], function(file) as.numeric(file$size), 0))]) {
    path <- file.path(model_folder(model), file$path)
    state <- file.info(path, extra_cols = FALSE)
    key <- sprintf("%s %.0f %.6f %s", path, state$size, as.numeric(state$mtime), file$sha256)
    if (key %in% known) next
    digest <- hash_file(path)
    if (digest != file$sha256) {
      offline_stop("WrongHash", sprintf("%s: %s is damaged or another version", model$name, file$path),
        looked_for = sprintf("%s with sha256 %s", path, file$sha256), found = paste("sha256", digest),
        next_step = copy_again(model)
      )
    }
    fresh <- c(fresh, key)
  }
  if (length(fresh) > 0) try(suppressWarnings(saveRDS(c(known, fresh), memory)), silent = TRUE)
}

# SHA-256 of a file, in lower-case hex. R has it since 4.5; before, coreutils has.
hash_file <- function(path) {
  if (exists("sha256sum", envir = asNamespace("tools"))) return(unname(tools::sha256sum(path)))
  substr(sub("^\\\\", "", system2("sha256sum", shQuote(path), stdout = TRUE)), 1, 64)
}

# --- loaders ---------------------------------------------------------------------------------------------

# An R object that saveRDS wrote. Without `file`, the model's only file.
read_rds_model <- function(name, file = find_model(name)[["files"]][[1]]$path) readRDS(file.path(model_path(name), file))

# A model that torch for R wrote with torch_save. LibTorch itself must be in the image: torch::install_torch() at build.
read_torch_model <- function(name, file = find_model(name)[["files"]][[1]]$path, ...) {
  path <- file.path(model_path(name), file)
  offline_prepare()
  if (!requireNamespace("torch", quietly = TRUE)) {
    offline_stop("MissingLibrary", "torch: not installed in this image", next_step = "add it to the project's packages and build again")
  }
  if (!torch::torch_is_installed()) {
    offline_stop("MissingLibrary", "LibTorch: not in this image",
      found = if (nzchar(Sys.getenv("TORCH_HOME"))) paste("TORCH_HOME is", Sys.getenv("TORCH_HOME"), "where torch for R expects LibTorch, not models") else "",
      next_step = "add RUN Rscript -e 'torch::install_torch()' to the Dockerfile, and do not set TORCH_HOME"
    )
  }
  torch::torch_load(path, ...)
}

# --- command line ----------------------------------------------------------------------------------------

# Print for every model whether it is ready. Value: 0 all ready, 1 some are not, 2 the manifest itself is broken.
offline_main <- function(arguments) {
  hashes <- "--hash" %in% arguments
  names_wanted <- arguments[!startsWith(arguments, "--")]
  if (!"--check" %in% arguments || length(setdiff(arguments, c("--check", "--hash", names_wanted))) > 0) {
    message("usage: Rscript offline_models.R --check [--hash] [NAME ...]")
    return(2L)
  }
  models <- tryCatch(read_manifest(), offline_error = function(error) error)
  if (inherits(models, "offline_error")) {
    message(class(models)[[1]], ": ", conditionMessage(models))
    return(2L)
  }
  wanted <- if (length(names_wanted) > 0) names_wanted else names(models)
  ready <- vapply(wanted, function(name) report_model(models[[name]], name, hashes), NA)
  cat(sprintf("%d of %d models ready (%s)\n", sum(ready), length(ready), manifest_path()))
  if (all(ready)) 0L else 1L
}

report_model <- function(model, name, hashes) {
  tryCatch({
    if (is.null(model)) offline_stop("MissingModel", paste0(name, ": not in the manifest"))
    if (nzchar(unfetched(model))) offline_stop("BadManifest", paste0(name, ": ", unfetched(model)), next_step = offline_fetch)
    check_files(model)
    if (hashes) check_hashes(model)
    cat(sprintf("ready      %s: %s, %d files\n", name, model_folder(model), length(model[["files"]])))
    TRUE
  }, offline_error = function(error) {
    cat(sprintf("NOT READY  %s: %s\n", class(error)[[1]], conditionMessage(error)))
    FALSE
  })
}

if (sys.nframe() == 0L && any(grepl("offline_models\\.R$", commandArgs(FALSE)))) {
  quit(status = offline_main(commandArgs(TRUE)))
}
