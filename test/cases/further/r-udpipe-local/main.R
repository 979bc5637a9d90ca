library(udpipe)
ud <- udpipe_load_model("/safe_data/english-ewt-ud-2.5.udpipe")
x <- udpipe_annotate(ud, x = readLines("/safe_data/notes.txt"))
write.csv(as.data.frame(x), "/safe_outputs/x.csv")
