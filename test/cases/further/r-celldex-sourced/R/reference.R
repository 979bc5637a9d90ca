reference <- function() {
  celldex::HumanPrimaryCellAtlasData()
}
