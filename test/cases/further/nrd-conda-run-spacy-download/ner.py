import spacy

nlp = spacy.load("en_core_web_md")
with open("/safe_data/letters.txt") as f, open("/safe_outputs/ents.txt", "w") as out:
    for doc in nlp.pipe(f):
        out.write(";".join(e.text for e in doc.ents) + "\n")
