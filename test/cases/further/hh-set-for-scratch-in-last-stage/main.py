import datasets
datasets.load_from_disk("/safe_data/letters")
