import subprocess
import time

import requests

HOST = "127.0.0.1"
server = subprocess.Popen(["python", "/opt/app/server.py"])
time.sleep(2)
reply = requests.get(f"http://{HOST}:5000/score", params={"file": "/safe_data/ecg.csv"}, timeout=600)
open("/safe_outputs/score.json", "w").write(reply.text)
server.terminate()
