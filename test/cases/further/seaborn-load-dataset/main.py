import seaborn as sns

df = sns.load_dataset("penguins")
