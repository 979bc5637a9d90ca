import torch
from torch import nn
from torchvision import models


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = models.resnet50(weights="IMAGENET1K_V2")
        self.backbone.fc = nn.Linear(2048, 2)

    def forward(self, x):
        return self.backbone(torch.as_tensor(x)[None]).detach().numpy()
