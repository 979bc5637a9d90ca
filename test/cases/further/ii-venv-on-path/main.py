import cv2
import yaml
import pandas as pd
from Bio import SeqIO
print(cv2.__version__, pd.__version__, yaml.__version__, SeqIO)
