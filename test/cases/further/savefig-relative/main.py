import os

import matplotlib.pyplot as plt

os.makedirs("figures", exist_ok=True)
plt.plot([1, 2])
plt.savefig("figures/km.png", dpi=300)
