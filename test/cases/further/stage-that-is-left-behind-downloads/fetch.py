from huggingface_hub import snapshot_download

snapshot_download("sentence-transformers/all-MiniLM-L6-v2", revision="8b3219a92973c328a8e22fadcfa821b5dc75636a", local_dir="/models/minilm")
