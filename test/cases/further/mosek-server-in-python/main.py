import os

os.environ["MOSEKLM_LICENSE_FILE"] = "27007@mosek.example.ac.uk"
import mosek

with mosek.Env() as env:
    print(env)
