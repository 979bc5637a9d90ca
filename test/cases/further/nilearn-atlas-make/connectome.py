from nilearn import datasets, maskers

atlas = datasets.fetch_atlas_schaefer_2018(n_rois=100)
masker = maskers.NiftiLabelsMasker(atlas.maps)
