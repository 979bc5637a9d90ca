import tomllib
from collections import abc

import joblib
import numpy as np
import utils
from config import PATH
from sklearn.svm import SVC
from stats import yaml

print(tomllib, abc, joblib, np, utils, PATH, SVC, yaml)
