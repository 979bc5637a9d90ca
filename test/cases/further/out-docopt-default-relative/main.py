"""Usage: main.py [--site=S] [--out=DIR]

Options:
  --site=S   [default: WGH]
  --out=DIR  [default: results]
"""
import os

from docopt import docopt

args = docopt(__doc__)
os.makedirs(args["--out"], exist_ok=True)
with open(os.path.join(args["--out"], f"{args['--site']}.txt"), "w") as f:
    f.write("ok\n")
