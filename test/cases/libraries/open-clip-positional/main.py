import open_clip
import torch
from PIL import Image

model, _, prep = open_clip.create_model_and_transforms("ViT-B-32", "laion2b_s34b_b79k")
img = prep(Image.open("/safe_data/xray.png")).unsqueeze(0)
torch.save(model.encode_image(img), "/safe_outputs/emb.pt")
