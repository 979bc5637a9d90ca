import torch


def get_model():
    return torch.hub.load(repo_or_dir="snakers4/silero-vad", model="silero_vad", trust_repo=True)
