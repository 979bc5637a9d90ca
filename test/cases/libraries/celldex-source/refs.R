get_reference <- function(kind) {
  if (kind == "immune") celldex::MonacoImmuneData() else celldex::ImmGenData()
}
