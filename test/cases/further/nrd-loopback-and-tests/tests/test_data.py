import requests


def test_ptb():
    assert requests.get("https://physionet.org/files/ptb-xl/1.0.3/ptbxl_database.csv").ok
