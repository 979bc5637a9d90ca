library(udpipe)
m <- udpipe_download_model(language = "english-ewt", model_dir = "/scratch")
ud <- udpipe_load_model(m$file_model)
