from db import connect

print(connect("omop"))
