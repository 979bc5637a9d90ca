args <- c("-sSL", "-o", "/scratch/codes.txt", "https://example.org/codes.txt")
system2("curl", args)
