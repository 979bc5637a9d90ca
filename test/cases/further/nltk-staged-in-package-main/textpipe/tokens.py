import nltk


def sentences(text):
    return nltk.sent_tokenize(text)
