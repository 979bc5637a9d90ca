import gdown


def main():
    gdown.download(id="0B9P1L--7Wd2vNm9zMTJWOGxobkU", output="/scratch/w.pt")
