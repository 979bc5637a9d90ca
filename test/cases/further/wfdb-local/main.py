import wfdb

record = wfdb.rdrecord("/safe_data/mitdb/100")
ann = wfdb.rdann("/safe_data/mitdb/100", "atr")
