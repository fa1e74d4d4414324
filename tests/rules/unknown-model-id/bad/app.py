import wonka

client = wonka.Client()


def answer(question):
    return client.chat.create(model="wonka-3-bra", messages=[question])  # expect: AIA209
