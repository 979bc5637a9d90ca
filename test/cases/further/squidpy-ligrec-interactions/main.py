import anndata as ad
import pandas as pd
import squidpy as sq

adata = ad.read_h5ad("/safe_data/a.h5ad")
pairs = pd.read_csv("/safe_data/interactions.csv")
sq.gr.ligrec(adata, cluster_key="leiden", n_perms=100, interactions=pairs)
