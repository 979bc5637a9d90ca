from tensorflow import keras

m = keras.applications.EfficientNetB0(weights=None, classes=3)
m.load_weights("/safe_data/models/b0.weights.h5")
