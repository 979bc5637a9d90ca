import os
os.environ["MNE_DATA"] = "/tmp/mne"
from mne.datasets import eegbci
from mne.io import read_raw_edf

files = eegbci.load_data(1, [6, 10, 14])
raw = read_raw_edf(files[0], preload=True)
raw.save("/safe_outputs/s1_raw.fif")
