import os

import requests

URL = os.getenv("ACME_BASE_URL", "https://api.acme.example/v1")


def answer(question):
    return requests.post(URL + "/chat", json={"input": question})
