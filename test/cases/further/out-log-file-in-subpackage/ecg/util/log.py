import logging

FORMAT = "%(asctime)s %(name)s %(message)s"


def get(name):
    logger = logging.getLogger(name)
    handler = logging.FileHandler("ecg.log", mode="a")
    handler.setFormatter(logging.Formatter(FORMAT))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    return logger
