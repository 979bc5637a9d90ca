import os

os.system("Rscript /opt/app/model.R /safe_data/a.csv")
