import zipfile

with zipfile.ZipFile("results.zip", "w") as z:
    z.writestr("a.txt", "1")
