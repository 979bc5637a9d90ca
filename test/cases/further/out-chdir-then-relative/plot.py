import os

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

os.chdir("/safe_outputs")
plt.plot([1, 2, 3])
plt.savefig("curve.png", dpi=200)
