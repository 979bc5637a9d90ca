library(GEOquery)
ids <- c("GSE2553", "GSE10072")
sets <- lapply(ids, getGEO, GSEMatrix = TRUE)
saveRDS(sets, "/safe_outputs/sets.rds")
