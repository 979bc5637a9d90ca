import nibabel as nib
print(nib.load("/safe_data/t1.nii.gz").shape)
