import spacy


def load(name="en_core_web_md"):
    return spacy.load(name)
