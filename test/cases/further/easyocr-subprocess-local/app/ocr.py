import sys

import easyocr

reader = easyocr.Reader(["en"], gpu=False, model_storage_directory="/safe_data/easyocr", download_enabled=False)
print(reader.readtext(sys.argv[1]))
