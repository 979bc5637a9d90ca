from .encoder import Encoder


def build():
    return Encoder()
