import oscorp

client = oscorp.Client()


def answer(question):
    return client.chat.create(model="acme-1-mini", messages=[question])  # expect: AIA218
