from tensorflow import keras

w = keras.utils.get_file("w.h5", origin="https://example.org/w.h5")
m = keras.models.load_model(w)
