import pandas as pd
import pydicom

print(pydicom.dcmread("/safe_data/a.dcm"))
