import torch


def get_model():
    return torch.jit.load("/safe_data/models/silero_vad.jit", map_location="cpu")
