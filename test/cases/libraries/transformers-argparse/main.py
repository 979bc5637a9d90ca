import argparse
from transformers import pipeline as make

p = argparse.ArgumentParser()
p.add_argument("--model", default="dslim/bert-base-NER")
p.add_argument("--text", default="/safe_data/note.txt")
args = p.parse_args()

ner = make("token-classification", model=args.model)
print(ner(open(args.text).read()))
