from easyocr import Reader

reader = Reader(["en"], gpu=False, model_storage_directory="/safe_data/easyocr",
                user_network_directory="/tmp/easyocr", download_enabled=False)
print(reader.readtext("/safe_data/form.png", detail=0))
