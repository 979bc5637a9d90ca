from whisper import load_model

load_model("base")
