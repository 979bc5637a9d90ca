from gensim.models import KeyedVectors


def refresh():
    """Only on a laptop."""
    import gensim.downloader as api
    api.load("glove-wiki-gigaword-50").save("glove.kv")


vec = KeyedVectors.load("/safe_data/models/glove.kv", mmap="r")
print(vec.most_similar("pain"))
