import acme
from shop.settings import settings

client = acme.Client()


def answer(question):
    return client.chat.create(model=settings.acme_model, messages=[question])
