from transformers import pipeline


def tag(folder):
    return pipeline("token-classification", model="/safe_data/models/ner")(folder)
