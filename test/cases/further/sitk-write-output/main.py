import SimpleITK as sitk

img = sitk.ReadImage("/safe_data/ct.nii.gz")
sitk.WriteImage(img > 0, "/output/seg.mha")
