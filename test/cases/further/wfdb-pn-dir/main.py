import wfdb

record = wfdb.rdrecord("100", pn_dir="mitdb")
