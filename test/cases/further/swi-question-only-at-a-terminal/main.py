import sys

limit = 5
if sys.stdin.isatty():
    limit = int(input("Smallest count to release [5]: ") or 5)
print(limit)
