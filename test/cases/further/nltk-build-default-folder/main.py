from nltk.corpus import stopwords

print(len(stopwords.words("english")))
