import argparse

p = argparse.ArgumentParser()
p.add_argument("--config", required=True)
print(open(p.parse_args().config).read())
