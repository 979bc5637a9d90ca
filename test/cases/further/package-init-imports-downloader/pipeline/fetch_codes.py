import urllib.request

urllib.request.urlretrieve("https://example.org/codes.csv", "/scratch/codes.csv")
