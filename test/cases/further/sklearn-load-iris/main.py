from sklearn.datasets import load_iris, load_diabetes, make_blobs

x, y = load_iris(return_X_y=True)
a = load_diabetes(as_frame=True)
b = make_blobs(100)
