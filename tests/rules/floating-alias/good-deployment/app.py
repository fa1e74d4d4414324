import virtucon

client = virtucon.Client()


def answer(question):
    return client.chat.create(model="acme-3-large", messages=[question])
