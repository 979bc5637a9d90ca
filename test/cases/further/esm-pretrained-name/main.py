import esm

model, alphabet = esm.pretrained.esm2_t33_650M_UR50D()
model.eval()
