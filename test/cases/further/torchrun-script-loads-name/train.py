import torch
import torchvision

net = torchvision.models.swin_t(weights="DEFAULT")
torch.save(net.state_dict(), "/safe_outputs/net.pt")
