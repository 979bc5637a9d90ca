import urllib.request

urllib.request.urlopen("https://docs.python.org/3/objects.inv")
