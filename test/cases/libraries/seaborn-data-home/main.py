import seaborn as sns

df = sns.load_dataset("penguins", data_home="/safe_data/seaborn")
sns.pairplot(df, hue="species").savefig("/safe_outputs/pairs.png")
