from celltypist import annotate


def label_cells(adata, model="Immune_All_Low.pkl"):
    result = annotate(adata, model=model, majority_voting=True)
    return result.predicted_labels
