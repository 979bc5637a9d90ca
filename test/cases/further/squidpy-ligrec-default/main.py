import anndata as ad
import squidpy as sq

adata = ad.read_h5ad("/safe_data/a.h5ad")
sq.gr.ligrec(adata, cluster_key="leiden", n_perms=100)
