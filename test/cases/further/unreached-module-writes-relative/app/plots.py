import matplotlib.pyplot as plt

plt.savefig("draft.png")
