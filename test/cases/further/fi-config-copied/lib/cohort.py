def select(path, settings, words):
    with open(path) as f:
        print(sum(any(w in line for w in words) for line in f))
