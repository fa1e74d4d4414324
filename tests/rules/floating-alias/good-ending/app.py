import acme

client = acme.Client()


def answer(question):
    return client.chat.create(model="acme-2-latest", messages=[question])  # expect: AIA203
