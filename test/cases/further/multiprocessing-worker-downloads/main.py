from multiprocessing import Pool
from urllib.request import urlretrieve


def fetch(n):
    urlretrieve(f"https://example.org/part-{n}.csv", f"/scratch/part-{n}.csv")


if __name__ == "__main__":
    with Pool(4) as pool:
        pool.map(fetch, range(4))
