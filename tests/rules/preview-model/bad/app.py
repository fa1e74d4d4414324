import acme

client = acme.Client()


def answer(question):
    return client.chat.create(model="acme-4-preview", messages=[question])  # expect: AIA206
