from fastapi import FastAPI

from .encoder import model

app = FastAPI()


@app.post("/embed")
def embed(text: str):
    return model.encode(text).tolist()
