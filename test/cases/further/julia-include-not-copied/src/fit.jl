fit() = 1
