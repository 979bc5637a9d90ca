import mne

folder = mne.datasets.sample.data_path()
raw = mne.io.read_raw_fif(folder / "MEG/sample/sample_audvis_raw.fif")
