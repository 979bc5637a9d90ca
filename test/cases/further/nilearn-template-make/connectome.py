from nilearn import datasets, maskers

template = datasets.load_mni152_template()
masker = maskers.NiftiLabelsMasker("/safe_data/atlas/schaefer100.nii.gz")
