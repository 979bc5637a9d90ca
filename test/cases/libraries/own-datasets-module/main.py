from datasets import load_dataset

train = load_dataset("admissions")
print(train.describe())
