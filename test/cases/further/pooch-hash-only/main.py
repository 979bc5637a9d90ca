import pooch

assert pooch.file_hash("/safe_data/a.nii.gz") == open("/safe_data/a.sha256").read().split()[0]
