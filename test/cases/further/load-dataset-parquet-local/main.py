from datasets import load_dataset, load_from_disk

d = load_dataset("parquet", data_files={"train": "/safe_data/train-*.parquet"})
e = load_from_disk("/safe_data/notes")
