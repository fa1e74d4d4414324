import requests

requests.post("http://localhost:4242/v1/chat", json={})
