from datasets import load_dataset

d = load_dataset("bigbio/pubmed_qa", split="train")
