from nltk.tokenize import word_tokenize

print(len(word_tokenize(open("/safe_data/note.txt").read())))
