library(igraph)
