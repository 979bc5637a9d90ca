from nltk.corpus import stopwords

words = open("/safe_data/note.txt").read().split()
print([w for w in words if w not in stopwords.words("english")])
