import scanpy as sc

sc.settings.figdir = "/safe_outputs/figures"
reference = sc.datasets.pbmc68k_reduced()      # comes with the package
query = sc.read_h5ad("/safe_data/query.h5ad")
shared = reference.var_names.intersection(query.var_names)
reference, query = reference[:, shared], query[:, shared]
sc.pp.pca(reference)
sc.pp.neighbors(reference)
sc.tl.umap(reference)
sc.tl.ingest(query, reference, obs="bulk_labels")
query.obs[["bulk_labels"]].to_csv("/safe_outputs/labels.csv")
