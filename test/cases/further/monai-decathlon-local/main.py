from monai.apps import DecathlonDataset

train = DecathlonDataset(root_dir="/safe_data", task="Task09_Spleen", section="training", transform=(), download=False)
