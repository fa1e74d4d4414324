import requests


def answer(question):
    return requests.post("https://api.acme.example/v1/chat", json={"input": question})  # expect: AIA302
