import pickle
obj = pickle.load(open("/opt/app/data/interim/fold1.pkl", "rb"))
