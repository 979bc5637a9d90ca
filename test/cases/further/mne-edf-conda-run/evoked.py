import mne

raw = mne.io.read_raw_edf("/safe_data/night1.edf")
raw.save("/safe_outputs/night1_raw.fif")
