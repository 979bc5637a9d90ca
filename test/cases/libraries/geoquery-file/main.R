suppressMessages(library(GEOquery))
f <- "/safe_data/GSE2553_series_matrix.txt.gz"
gse <- getGEO(filename = f, getGPL = FALSE)
write.csv(Biobase::exprs(gse), "/safe_outputs/expr.csv")
