import acme
import settings

client = acme.Client(**settings.proxy)


def answer(question):
    return client.chat.create(model="acme-3-large-2025-11-01", messages=[question])
