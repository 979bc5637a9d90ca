import medmnist
from medmnist import INFO

cls = getattr(medmnist, INFO["pathmnist"]["python_class"])
test = medmnist.PathMNIST(split="test", root="/safe_data/medmnist", download=False)
print(cls, len(test))
