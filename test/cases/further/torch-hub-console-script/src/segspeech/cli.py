from .vad import get_model


def main():
    model, utils = get_model()
    print(model)
