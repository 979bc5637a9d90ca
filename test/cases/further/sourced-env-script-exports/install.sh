set -e
pip install --no-cache-dir lifelines==0.30.0
