import acme

client = acme.Client()


def answer(question):
    return client.chat.create(model="ft:acme-2-large:shop::a1b2", messages=[question])  # expect: AIA216
