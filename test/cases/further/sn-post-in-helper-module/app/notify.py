import httpx

HOOK = "https://hooks.slack.com/services/T000/B000/XXXX"


def done(**numbers):
    text = ", ".join(f"{k}={v}" for k, v in numbers.items())
    httpx.post(HOOK, json={"text": f"run finished: {text}"}, timeout=10)
