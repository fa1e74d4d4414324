import requests


def answer(question):
    return requests.post("https://gateway.umbrella.example/v1/chat", json={"model": "globex-pro", "input": question})  # expect: AIA108
