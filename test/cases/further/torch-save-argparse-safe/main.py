import argparse

import torch

p = argparse.ArgumentParser()
p.add_argument("--out", default="/safe_outputs")
a = p.parse_args()
net = torch.nn.Linear(2, 2)
torch.save(net.state_dict(), f"{a.out}/best.pt")
