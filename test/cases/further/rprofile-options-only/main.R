print(pi)
