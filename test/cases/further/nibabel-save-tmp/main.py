import nibabel as nib

img = nib.load("/safe_data/t1.nii.gz")
nib.save(img.slicer[::2], "/tmp/t1_small.nii.gz")
