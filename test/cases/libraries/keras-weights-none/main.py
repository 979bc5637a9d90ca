from tensorflow.keras.applications.densenet import DenseNet121 as Net, preprocess_input
import numpy as np

net = Net(weights=None, classes=5)
net.load_weights("/safe_data/densenet.weights.h5")
x = preprocess_input(np.load("/safe_data/x.npy"))
np.save("/safe_outputs/p.npy", net.predict(x))
