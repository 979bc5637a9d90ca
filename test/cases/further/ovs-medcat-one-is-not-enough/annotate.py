from medcat.cat import CAT

cat = CAT.load_model_pack("/safe_data/models/pack")
print(cat.get_entities(open("/safe_data/letter.txt").read()))
