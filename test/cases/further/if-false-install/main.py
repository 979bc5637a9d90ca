import csv

if False:
    import nltk
    nltk.download("stopwords")

with open("/safe_data/a.csv") as f:
    print(len(list(csv.reader(f))))
