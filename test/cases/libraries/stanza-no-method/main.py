from stanza import Pipeline

nlp = Pipeline("en", dir="/safe_data/stanza", processors="tokenize,pos")
doc = nlp(open("/safe_data/note.txt").read())
print([w.upos for s in doc.sentences for w in s.words])
