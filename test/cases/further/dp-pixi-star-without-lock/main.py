import scanpy
