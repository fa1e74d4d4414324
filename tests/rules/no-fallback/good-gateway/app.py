import requests

requests.post("https://gateway.umbrella.example/v1/chat", json={"model": "globex-pro"})
