import nilearn.datasets as nds


def harvard_oxford(name="cort-maxprob-thr25-2mm"):
    return nds.fetch_atlas_harvard_oxford(name)
