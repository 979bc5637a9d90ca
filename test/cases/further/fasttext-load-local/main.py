import fasttext

ft = fasttext.load_model("/safe_data/cc.en.300.bin")
