from gensim.models import KeyedVectors


def main():
    v = KeyedVectors.load_word2vec_format("/safe_data/glove.txt", binary=False, no_header=True)
    print(v.most_similar("asthma"))


if __name__ == "__main__":
    main()
