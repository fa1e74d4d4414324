from vandelay import models

client = models.Client(base_url="https://eu.models.vandelay.example/v1")


def answer(question):
    return client.chat.create(model="acme-1-mini", messages=[question])
