import gensim.downloader as api


def vectors():
    return api.load("glove-wiki-gigaword-100")


def main():
    print(vectors().most_similar("asthma"))


if __name__ == "__main__":
    main()
