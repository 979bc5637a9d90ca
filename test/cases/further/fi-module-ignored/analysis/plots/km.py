import matplotlib.pyplot as plt


def draw(path):
    plt.plot([0, 1], [1, 0])
    plt.savefig(path)
