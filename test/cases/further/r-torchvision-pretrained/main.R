library(torchvision)
model <- model_resnet18(pretrained = TRUE)
