import acme

client = acme.Client()


def answer(question):
    return client.chat.create(model="ft:acme-3-large-2025-11-01:shop::a1b2", messages=[question])
