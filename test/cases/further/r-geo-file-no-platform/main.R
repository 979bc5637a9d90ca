library(GEOquery)
gse <- getGEO(filename = "/safe_data/GSE2553_series_matrix.txt.gz", getGPL = FALSE)
saveRDS(gse, "/safe_outputs/gse.rds")
