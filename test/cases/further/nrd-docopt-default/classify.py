"""Classify radiology reports.

Usage:
  classify.py [--model=NAME] [--out=DIR]

Options:
  --model=NAME  model to take [default: StanfordAIMI/RadBERT]
  --out=DIR     where to write [default: /safe_outputs]
"""
from docopt import docopt
from transformers import AutoModelForSequenceClassification as Net

options = docopt(__doc__)
net = Net.from_pretrained(options["--model"])
net.save_pretrained(options["--out"])
