from vandelay import models

client = models.Client(base_url="https://eu.models.vandelay.example/v1")  # expect: AIA104


def answer(question):
    return client.chat.create(model="acme-3-mini-2025-11-01", messages=[question])  # expect: AIA104
