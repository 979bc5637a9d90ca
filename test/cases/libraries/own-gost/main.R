# like gprofiler2::gost, but with our own gene sets
gost <- function(genes, sets) {
  p <- vapply(sets, function(s) phyper(length(intersect(genes, s)) - 1, length(s), 2e4 - length(s), length(genes), lower.tail = FALSE), 0)
  data.frame(set = names(sets), p = p)
}
sets <- readRDS("/safe_data/sets.rds")
write.csv(gost(readLines("/safe_data/hits.txt"), sets), "/safe_outputs/gost.csv")
