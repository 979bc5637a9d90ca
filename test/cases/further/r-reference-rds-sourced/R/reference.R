# made outside with celldex::HumanPrimaryCellAtlasData()
reference <- function() {
  readRDS("/safe_data/reference/hpca.rds")
}
