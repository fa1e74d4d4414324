import acme

client = acme.Client()


def answer(question):
    return client.chat.create(model="acme-3-latest", messages=[question])  # expect: AIA205
