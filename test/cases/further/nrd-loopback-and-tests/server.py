from flask import Flask, request

app = Flask(__name__)


@app.get("/score")
def score():
    with open(request.args["file"]) as f:
        return {"rows": sum(1 for _ in f)}


app.run(host="127.0.0.1", port=5000)
