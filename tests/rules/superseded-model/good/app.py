import wonka

client = wonka.Client()


def answer(question):
    return client.chat.create(model="wonka-2-bar", messages=[question])
