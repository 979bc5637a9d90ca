from torchvision.datasets import CIFAR10

train = CIFAR10("/scratch/cifar", True, None, None, True)
