import requests

requests.get("https://example.org/fixture.json")
