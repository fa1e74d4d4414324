import acme

client = acme.Client()


def answer(question):
    return client.chat.create(model="acme-2-mini", messages=[question])  # expect: AIA204
