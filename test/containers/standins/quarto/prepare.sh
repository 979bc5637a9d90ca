#!/bin/sh
# The way to the archive in the language that fetches it, and packages that no index reached from here has, or that the real image brings.
set -eu
if command -v Rscript; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends r-cran-knitr r-cran-rmarkdown
  rm -rf /var/lib/apt/lists/*
  cat /opt/stand-in/Rprofile.site >> /etc/R/Rprofile.site
  exit
fi
if [ -x /opt/conda/bin/pip ]; then /opt/conda/bin/pip install --no-cache-dir --quiet pandas; fi
folder=$(python3 -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
mkdir -p "$folder"
cp /opt/stand-in/stand_in_fetch.py "$folder/"
echo 'import stand_in_fetch' > "$folder/stand_in_fetch.pth"
python3 -c 'import urllib.request; assert urllib.request.urlretrieve.__name__ == "fetch_or_copy"'
if [ -d /opt/conda ]; then find /opt/conda -user root -exec chown -h 1000:100 {} + -exec chmod g+rwX {} +; fi
