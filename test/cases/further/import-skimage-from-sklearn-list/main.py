from skimage import filters
from sklearn import svm
