import argparse

from pipeline.files import input as read_all

parser = argparse.ArgumentParser(description="press any key: not needed")
parser.add_argument("--input", required=True)
parser.add_argument("--output", required=True)
options = parser.parse_args()
print(len(read_all(options.input)))
