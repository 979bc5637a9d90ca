import librosa

y, sr = librosa.load(librosa.ex("trumpet"))
print(librosa.feature.mfcc(y=y, sr=sr).shape)
