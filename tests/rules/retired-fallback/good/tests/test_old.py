import acme

client = acme.Client()


def answer(question):
    return client.chat.create(model="acme-1-large", messages=[question])
