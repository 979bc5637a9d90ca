import scvi
