from sklearn import datasets as skd
from sklearn.linear_model import LogisticRegression

X, y = skd.fetch_openml("adult", version=2, return_X_y=True, as_frame=True)
clf = LogisticRegression(max_iter=500).fit(X.select_dtypes("number"), y)
print(clf.score(X.select_dtypes("number"), y))
