library(GEOquery)
gse <- getGEO("GSE2553", GSEMatrix = TRUE)[[1]]
saveRDS(gse, "/safe_outputs/gse.rds")
