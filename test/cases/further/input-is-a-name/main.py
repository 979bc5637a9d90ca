import argparse

p = argparse.ArgumentParser()
p.add_argument("--input", default="/safe_data/a.csv")
args = p.parse_args()
input_file = args.input
cfg = {"input": input_file}
# input("Continue? ")
print(cfg["input"])
