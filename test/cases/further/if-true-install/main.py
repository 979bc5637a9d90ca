FIRST_RUN = True

if FIRST_RUN:
    import nltk
    nltk.download("stopwords")
