"""GitHub cannot be reached where the tests run: the archive of Quarto is the stand-in's, which lies in the image."""
import shutil
import urllib.request

fetch = urllib.request.urlretrieve


def fetch_or_copy(address, target=None, *rest):
    if address.startswith("https://github.com/quarto-dev/quarto-cli/releases/download/"):
        return shutil.copyfile("/opt/stand-in/quarto.tar.gz", target), None
    return fetch(address, target, *rest)


urllib.request.urlretrieve = fetch_or_copy
