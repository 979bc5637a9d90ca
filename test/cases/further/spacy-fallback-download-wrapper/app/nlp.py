import spacy


def load(name="en_core_web_md"):
    try:
        return spacy.load(name)
    except OSError:
        from spacy.cli import download
        download(name)
        return spacy.load(name)
