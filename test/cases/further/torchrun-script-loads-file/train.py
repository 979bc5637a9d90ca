import torch
import torchvision

net = torchvision.models.swin_t(weights=None)
net.load_state_dict(torch.load("/safe_data/models/swin_t.pth", map_location="cpu"))
torch.save(net.state_dict(), "/safe_outputs/net.pt")
