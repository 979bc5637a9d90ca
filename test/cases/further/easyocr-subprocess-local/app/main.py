import subprocess
import sys

subprocess.run([sys.executable, "/opt/app/ocr.py", "/safe_data/scan.png"], check=True)
