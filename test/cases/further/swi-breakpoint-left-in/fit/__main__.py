from fit.steps import clean

print(clean(["1", "x"]))
