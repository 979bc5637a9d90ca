from pathlib import Path

import torch

net = torch.nn.Linear(2, 2)
torch.save(net.state_dict(), Path.home() / "checkpoints" / "best.pt")
