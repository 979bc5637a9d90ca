from nlp import load

nlp = load()
for ent in nlp(open("/safe_data/letter.txt").read()).ents:
    print(ent)
