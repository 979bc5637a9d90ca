import atlas
from nilearn.maskers import NiftiLabelsMasker

masker = NiftiLabelsMasker(labels_img=atlas.harvard_oxford().maps)
masker.fit_transform("/safe_data/bold.nii.gz").tofile("/safe_outputs/ts.bin")
