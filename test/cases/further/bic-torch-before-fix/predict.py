import torch
net = torch.load("/safe_data/model.pt", weights_only=True)
