from nlp.tag import tag
print(tag("/safe_data/letters"))
