import logging


def setup():
    log = logging.getLogger("app")
    log.addHandler(logging.FileHandler("run.log"))
    return log
