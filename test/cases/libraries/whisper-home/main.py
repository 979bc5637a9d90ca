import whisper

print(whisper.load_model("base").transcribe("/safe_data/a.wav")["text"])
