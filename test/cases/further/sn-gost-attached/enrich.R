suppressMessages(library(gprofiler2))
genes <- readLines("/safe_data/degs.txt")
res <- genes |> gost(organism = "hsapiens", sources = c("GO:BP", "KEGG"))
write.csv(res$result[, 1:6], "/safe_outputs/gost.csv")
