import datasets as hfds

URL = "https://raw.githubusercontent.com/mwaskom/seaborn-data/master/penguins.csv"
d = hfds.load_dataset("csv", data_files={"train": URL})
print(d["train"].to_pandas().describe())
