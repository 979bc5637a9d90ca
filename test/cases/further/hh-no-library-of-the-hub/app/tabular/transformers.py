from sklearn.preprocessing import StandardScaler as Scale
