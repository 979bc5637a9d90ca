import logging
import os


def setup():
    log = logging.getLogger("app")
    log.addHandler(logging.FileHandler(os.path.join(os.environ.get("OUT_DIR", "/safe_outputs"), "run.log")))
    return log
