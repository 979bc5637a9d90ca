import urllib.request

urllib.request.urlretrieve("https://example.org/raw.csv", "/tmp/raw.csv")
