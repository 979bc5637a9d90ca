import scanpy as sc
from annotate import label_cells

adata = sc.read_h5ad("/safe_data/pbmc.h5ad")
label_cells(adata).to_csv("/safe_outputs/labels.csv")
