import pooch

f = pooch.retrieve(url="https://example.org/a.nii.gz", known_hash=None, path="/scratch")
