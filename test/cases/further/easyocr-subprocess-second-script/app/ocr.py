import sys

import easyocr

reader = easyocr.Reader(["en"], gpu=False)
print(reader.readtext(sys.argv[1]))
