library(dplyr)
library(msigdbr)
sets <- msigdbr(species = "Homo sapiens", collection = "H") %>%
  select(gs_name, gene_symbol)
ranks <- readRDS("/safe_data/ranks.rds")
res <- fgsea::fgsea(split(sets$gene_symbol, sets$gs_name), ranks)
saveRDS(res, "/safe_outputs/gsea.rds")
