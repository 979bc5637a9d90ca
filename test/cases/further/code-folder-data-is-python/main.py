from data import loaders
