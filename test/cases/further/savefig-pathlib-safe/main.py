from pathlib import Path

import matplotlib.pyplot as plt

OUT = Path("/safe_outputs") / "figures"
OUT.mkdir(parents=True, exist_ok=True)
plt.plot([1, 2])
plt.savefig(OUT / "km.png", dpi=300)
