import esm

model, alphabet = esm.pretrained.load_model_and_alphabet_local("/safe_data/esm/esm2_t33_650M_UR50D.pt")
model.eval()
