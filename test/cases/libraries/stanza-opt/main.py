import stanza

nlp = stanza.Pipeline("en", download_method=None)
print(nlp(open("/safe_data/note.txt").read()))
