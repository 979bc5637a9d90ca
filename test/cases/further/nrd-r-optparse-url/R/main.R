library(optparse)
options <- list(
  make_option(c("-c", "--codes"), type = "character",
              default = "https://www.opencodelists.org/codelist/nhsd-primary-care-domain-refsets/ckd_cod/download.csv"),
  make_option(c("-o", "--out"), type = "character", default = "/safe_outputs")
)
opt <- parse_args(OptionParser(option_list = options))
target <- file.path(tempdir(), "codes.csv")
utils::download.file(opt$codes, destfile = target, quiet = TRUE)
d <- merge(read.csv("/safe_data/events.csv"), read.csv(target))
write.csv(d, file.path(opt$out, "ckd.csv"))
