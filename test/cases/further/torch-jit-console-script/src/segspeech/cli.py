from .vad import get_model


def main():
    print(get_model())
