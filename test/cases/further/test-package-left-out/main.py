from utils.clean import clean

print(clean(" a "))
