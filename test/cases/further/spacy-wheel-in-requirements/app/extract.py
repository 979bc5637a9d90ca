from nlp import load

nlp = load()
