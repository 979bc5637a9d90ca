print(tempdir())
