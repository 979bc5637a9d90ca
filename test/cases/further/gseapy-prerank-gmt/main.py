import gseapy as gp
import pandas as pd

rnk = pd.read_csv("/safe_data/rank.csv")
res = gp.prerank(rnk=rnk, gene_sets="/safe_data/h.all.gmt", outdir=None)
res.res2d.to_csv("/safe_outputs/gsea.csv")
