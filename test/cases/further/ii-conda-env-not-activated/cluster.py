import scanpy as sc
sc.read_h5ad("/safe_data/x.h5ad")
