from torchvision import datasets, transforms, models

train = datasets.ImageFolder("/safe_data/images", transforms.ToTensor())
net = models.resnet18(weights=None)
