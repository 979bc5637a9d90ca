from monai.apps import DecathlonDataset

train = DecathlonDataset(root_dir="/scratch", task="Task09_Spleen", section="training", transform=(), download=True)
