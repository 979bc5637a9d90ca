using Downloads
Downloads.download("https://example.org/codes.csv", "/scratch/codes.csv")
