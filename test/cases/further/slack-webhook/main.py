import requests

n = sum(1 for _ in open("/safe_data/cohort.csv"))
requests.post("https://hooks.slack.com/services/T0/B0/x", json={"text": f"{n} patients done"})
