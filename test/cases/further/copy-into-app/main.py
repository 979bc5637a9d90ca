import shutil

shutil.copy("/safe_data/codes.csv", "/opt/app/codes.csv")
