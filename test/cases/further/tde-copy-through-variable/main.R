codes <- readLines(file.path(Sys.getenv("REFDIR"), "codes.txt"))
